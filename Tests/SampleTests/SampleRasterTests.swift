import KernelTypes
import Survey
import Testing

@testable import Sample

@Suite struct SampleRasterTests {
    private let campaign = SampleCampaign(seed: 1, grid: .chagai(cell: 1_500))

    @Test func `a raster has the same bits however it is cut into strips`() {
        for raster in campaign.rasters {
            let whole = cells(of: raster, height: campaign.grid.rows)
            #expect(cells(of: raster, height: 1) == whole, "\(raster.name)")
            #expect(cells(of: raster, height: 7) == whole, "\(raster.name)")
        }
    }

    @Test func `the same seed gives the same bits and another seed others`() {
        let again = SampleCampaign(seed: 1, grid: campaign.grid)
        let other = SampleCampaign(seed: 2, grid: campaign.grid)
        for raster in campaign.rasters {
            let bits = cells(of: raster, height: 30)
            #expect(again.raster(raster.name).map { cells(of: $0, height: 30) } == bits)
            #expect(other.raster(raster.name).map { cells(of: $0, height: 30) } != bits)
        }
    }

    /// A change here is a change of the sample: every machine, tier and build is to give these bits.
    @Test(arguments: [
        ("dem", 0x9902_5A1C_801B_E3DF as UInt64), ("tmi", 0x0EE5_37C3_3661_369C), ("k", 0x7F41_1368_1DCD_E20F),
        ("clay", 0x49DB_F507_49A2_6519),
    ])
    func `the bits of seed 1 are those on record`(name: String, digest: UInt64) throws {
        let bits = cells(of: try #require(campaign.raster(name)), height: 30)
        // FNV-1a over 32-bit words.
        let found = bits.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        #expect(found == digest, "0x\(String(found, radix: 16))")
    }

    @Test func `only the unflown corner and clouds are without data`() throws {
        let shares = Dictionary(
            uniqueKeysWithValues: campaign.rasters.map { raster in
                let bits = cells(of: raster, height: 30)
                return (raster.name, Double(bits.count { Float(bitPattern: $0).isNaN }) / Double(bits.count))
            })
        for name in ["dem", "k", "th", "u"] { #expect(shares[name] == 0) }
        let unflown = try #require(shares["tmi"])
        let clouded = try #require(shares["clay"])
        #expect(unflown > 0.01 && unflown < 0.06)
        #expect(clouded > 0.002 && clouded < 0.1)
        #expect(shares["iron"] == shares["clay"])
    }

    @Test(arguments: [
        ("dem", 600.0...2_600), ("tmi", -3_000...5_000), ("k", 0...6), ("th", 0...20), ("u", 0...6),
        ("clay", 0.8...1.6), ("iron", 0.8...3.5),
    ])
    func `values are such as instruments give`(name: String, range: ClosedRange<Double>) throws {
        let raster = try #require(campaign.raster(name))
        let values = cells(of: raster, height: 30).map { Double(Float(bitPattern: $0)) }.filter { !$0.isNaN }
        #expect(values.allSatisfy(range.contains))
        #expect(Set(values).count > 100)
    }

    @Test func `an unknown name has no raster`() {
        #expect(campaign.raster("gravity") == nil)
    }

    @Test func `a finer grid sees the same ground`() throws {
        let fine = SampleCampaign(seed: 1, grid: .chagai(cell: 500))
        let coarse = cells(of: try #require(campaign.raster("dem")), height: 30)
        let finer = cells(of: try #require(fine.raster("dem")), height: 30)
        // The middle of three fine cells is the middle of the coarse one.
        for row in 0..<campaign.grid.rows {
            for column in 0..<campaign.grid.columns {
                let middle = (3 * row + 1) * fine.grid.columns + 3 * column + 1
                let same = row * campaign.grid.columns + column
                #expect(finer[middle] == coarse[same])
            }
        }
    }

    @Test func `every place that is measured lies outside the magnetic bodies`() {
        let world = campaign.world
        let grid = AnalysisGrid.chagai(cell: 300)
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let place = grid.centre(column: column, row: row)
                let ground = world.terrain.elevation(x: place.x, y: place.y)
                for body in world.subsurface.bodies where body.top > ground {
                    #expect(!body.contains(x: place.x, y: place.y, elevation: ground + 1))
                }
            }
        }
    }

    /// The bits of all cells, made in strips of so many rows.
    private func cells(of raster: SampleRaster, height: Int) -> [UInt32] {
        raster.grid.bands(ofAtMost: height).flatMap { band in
            let strip = Strip(columns: raster.grid.columns, rows: band, rasterRows: raster.grid.rows)
            raster.fill(strip)
            return strip.cells.values.map(\.bitPattern)
        }
    }
}
