import Foundation
import Testing

@testable import Sample

@Suite struct MagneticPrismTests {
    private static let references = "references/potential-field"
    private let field = GeomagneticField(intensity: 47_000, inclination: 46.19, declination: 2.51)

    @Test(
        .enabled(
            if: SharedFolder.has(references),
            "needs \(SharedFolder.url(references).path()), which is not there"))
    func `the field of the three reference prisms is exact`() throws {
        let folder = SharedFolder.url(Self.references)
        let easting = try NumberArray(contentsOf: folder.appending(path: "easting.npy")).values
        let northing = try NumberArray(contentsOf: folder.appending(path: "northing.npy")).values
        let truth = try NumberArray(contentsOf: folder.appending(path: "truth_tmi.npy")).values
        let table = try String(contentsOf: folder.appending(path: "prisms.csv"), encoding: .utf8)
        let prisms = table.split(separator: "\n").dropFirst().map { line in
            let row = line.split(separator: ",").compactMap { Double($0) }
            return MagneticPrism(
                x: (row[0] + row[1]) / 2, y: (row[2] + row[3]) / 2, top: row[5], bottom: row[4],
                halfLength: (row[3] - row[2]) / 2, halfWidth: (row[1] - row[0]) / 2, strike: 0,
                magnetisation: row[6], field: field)
        }
        try #require(prisms.count == 3 && truth.count == easting.count * northing.count)
        // The reference takes µ0 as CODATA measured it in 2018, the closed form 4π·1e-7 H/m.
        let permeability = 1.256_637_062_12e-6 / (4 * Double.pi * 1e-7)
        var worst = 0.0
        for (row, y) in northing.enumerated() {
            for (column, x) in easting.enumerated() {
                let sum = prisms.reduce(0) { $0 + $1.exactAnomaly(x: x, y: y, elevation: 150) }
                worst = max(worst, abs(permeability * sum - truth[row * easting.count + column]))
            }
        }
        // nT; the field reaches 201.
        #expect(worst < 1e-9)
    }

    @Test(arguments: [
        (0.0, 0.0, 300.0), (900, 120, 260), (-700, 0, -400), (40, 1_300, -900), (20, -35, -3_000), (200, 100, 420),
    ])
    func `the closed form is the sum of many dipoles`(dx: Double, dy: Double, elevation: Double) {
        for strike in [0.0, 33, 90, 161] {
            let prism = prism(strike: strike)
            let exact = prism.exactAnomaly(x: 5_000 + dx, y: 7_000 + dy, elevation: elevation)
            let sum = dipoles(of: prism, x: 5_000 + dx, y: 7_000 + dy, elevation: elevation)
            #expect(abs(exact - sum) < 1e-3 * max(1, abs(exact)), "strike \(strike)")
        }
    }

    @Test func `the field is smooth above the corners and on the lines of the edges`() {
        let prism = prism(strike: 0)
        let places = [
            (prism.halfWidth, prism.halfLength, 200.0), (prism.halfWidth, 5 * prism.halfLength, prism.top),
            (-prism.halfWidth, -3 * prism.halfLength, -500), (3 * prism.halfWidth, prism.halfLength, prism.bottom),
            (0, 0, 200),
        ]
        for (dx, dy, elevation) in places {
            let here = prism.exactAnomaly(x: 5_000 + dx, y: 7_000 + dy, elevation: elevation)
            let beside = prism.exactAnomaly(x: 5_000.01 + dx, y: 6_999.99 + dy, elevation: elevation + 0.01)
            #expect(abs(here - beside) < 0.05)
        }
    }

    @Test func `the dipole far away differs from the closed form by less than the noise`() {
        let prism = prism(strike: 20)
        let far = 1.01 * MagneticPrism.dipoleReach * 900.0
        for azimuth in stride(from: 0.0, to: 360, by: 15) {
            let x = 5_000 + far * sin(azimuth * Double.pi / 180)
            let y = 7_000 + far * cos(azimuth * Double.pi / 180)
            let dipole = prism.anomaly(x: x, y: y, elevation: 100)
            let exact = prism.exactAnomaly(x: x, y: y, elevation: 100)
            #expect(dipole != exact)
            #expect(abs(dipole - exact) < 0.1)
        }
    }

    @Test func `a magnetic body gives a high on the side of the equator in the northern hemisphere`() {
        let prism = prism(strike: 0)
        let south = prism.anomaly(x: 5_000, y: 6_700, elevation: 150)
        let north = prism.anomaly(x: 5_000, y: 7_900, elevation: 150)
        #expect(south > 50)
        #expect(north < 0)
    }

    private func prism(strike: Double) -> MagneticPrism {
        MagneticPrism(
            x: 5_000, y: 7_000, top: 50, bottom: -1_250, halfLength: 520, halfWidth: 310, strike: strike,
            magnetisation: 1.4, field: field)
    }

    /// Gauss–Legendre sums of four points over each of many small blocks.
    private func dipoles(of prism: MagneticPrism, x: Double, y: Double, elevation: Double) -> Double {
        let nodes = [
            -0.861_136_311_594_052_6, -0.339_981_043_584_856_3, 0.339_981_043_584_856_3, 0.861_136_311_594_052_6,
        ]
        let weights = [
            0.347_854_845_137_453_9, 0.652_145_154_862_546_1, 0.652_145_154_862_546_1, 0.347_854_845_137_453_9,
        ]
        func points(_ low: Double, _ high: Double) -> [(place: Double, weight: Double)] {
            let half = (high - low) / 12
            return (0..<6).flatMap { block in
                zip(nodes, weights).map { (low + half * (2 * Double(block) + 1 + $0), $1 * half) }
            }
        }
        let (alongPlace, acrossPlace) = prism.inBodyFrame(x - prism.x, y - prism.y)
        let (alongField, acrossField) = prism.inBodyFrame(field.east, field.north)
        var sum = 0.0
        for along in points(-prism.halfLength, prism.halfLength) {
            for across in points(-prism.halfWidth, prism.halfWidth) {
                for up in points(prism.bottom, prism.top) {
                    let (a, b, c) = (alongPlace - along.place, acrossPlace - across.place, elevation - up.place)
                    let squared = a * a + b * b + c * c
                    let projection = a * alongField + b * acrossField + c * field.up
                    sum +=
                        along.weight * across.weight * up.weight * (3 * projection * projection / squared - 1)
                        / (squared * squared.squareRoot())
                }
            }
        }
        return 100 * prism.magnetisation * sum
    }
}
