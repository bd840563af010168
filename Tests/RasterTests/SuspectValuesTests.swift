import TestBench
import Testing

@testable import Raster

@Suite struct SuspectValuesTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func notes(
        _ values: [Float], columns: Int = 50, nodata: String? = nil, rule: NodataRule = .declared, data: [Double] = []
    ) throws -> [String] {
        let tiff = SmallTIFF(
            columns: columns, rows: values.count / columns, samples: .floats(values), nodata: nodata)
        return try RasterExamination.examine(
            try folder.write(tiff, "a.tif"), nodata: rule, data: data, memory: 1000
        ).notes
    }

    /// 2000 cells from 100 to 299.9, some of them replaced.
    private func field(_ value: Float, at places: some Sequence<Int>) -> [Float] {
        var values = (0..<2000).map { 100 + Float($0) / 10 }
        for place in places { values[place] = value }
        return values
    }

    @Test(arguments: [-99, -9999, 99_999, 1e30] as [Float])
    func `a value that others write for no data is named and stays data`(value: Float) throws {
        let facts = try RasterExamination.examine(
            try folder.write(
                SmallTIFF(columns: 50, rows: 40, samples: .floats(field(value, at: 70..<84))), "a.tif"))
        let name = value == 1e30 ? "1e+30" : "\(Int(value))"
        #expect(
            facts.notes == [
                "\(name) appears 14 times and is not declared as no data, so it counts as data: declare it with "
                    + "nodata: [\(name)], or say that it is data with data: [\(name)]"
            ])
        #expect(facts.counts.valid == 2000)
    }

    @Test func `a declared value, one that the layer declares, and one known as data are not named`() throws {
        let values = field(-99, at: 70..<84)
        #expect(try notes(values, nodata: "-99").isEmpty)
        #expect(try notes(values, rule: .also([-99])).isEmpty)
        #expect(try notes(values, data: [-99]).isEmpty)
        #expect(try notes(values).count == 1)
    }

    @Test func `a rare value amid others like it is a value`() throws {
        var values = (0..<2000).map { Float($0) - 1000 }
        #expect(values.contains(-99) && values.contains(-999))
        #expect(try notes(values).isEmpty)
        for place in 0..<3 { values[place * 600 + 7] = -99 }
        #expect(try notes(values).count == 1)
    }

    @Test func `1.70141e38 is no data by the field's rule, and said`() throws {
        #expect(
            try notes(field(1.70141e38, at: 0..<7)) == [
                "7 cells with a dummy value (|z| ≥ 1.7e38 or z ≤ -1e31) count as no data"
            ])
    }

    @Test func `zeros outside the survey are named, zeros within it are not`() throws {
        // A survey of 30 × 20 cells within 50 × 40.
        let outside = (0..<2000).filter { !(10..<40).contains($0 % 50) || !(10..<30).contains($0 / 50) }
        let around = try notes(field(0, at: outside))
        #expect(around.count == 1 && around[0].hasPrefix("0 fills 1400 cells from the edges inward"))
        #expect(try notes(field(0, at: outside), data: [0]).isEmpty)
        #expect(try notes(field(0, at: (0..<2000).filter { $0 % 7 == 3 })).isEmpty)
        // A mask has no other value than its one.
        let mask = (0..<2000).map { outside.contains($0) ? Float(0) : 1 }
        #expect(try notes(mask).isEmpty)
    }
}
