import Foundation
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct ReferenceFieldTests {
    /// A reading in degrees, at noon of a day, with a field of 50,000 nT.
    private func readings(_ places: [Point], days: [String], heights: [Double]) throws -> Readings {
        Readings(
            crs: "EPSG:4326", positions: places, times: try days.map { try #require(UTCDate($0)).secondsSince1970 },
            channels: [
                .init(name: "mag", unit: "nT", values: [Double](repeating: 50_000, count: places.count)),
                .init(name: "height_ellipsoidal", unit: "m", values: heights),
            ])
    }

    @Test func `ten places and dates agree with direct summation to a hundredth of a nanotesla`() throws {
        guard let table = try SharedFiles.table("references/igrf14/igrf14_points.csv") else { return }
        let longitude = try table.numbers("lon_deg")
        let latitude = try table.numbers("lat_deg")
        let height = try table.numbers("h_ellipsoidal_m")
        let bench = MemoryBench()
        bench.put(
            readings: try readings(
                zip(longitude, latitude).map { Point(x: $0, y: $1) }, days: try table.texts("date_utc"), heights: height
            ),
            as: "in")
        try bench.run(ReferenceField.self)
        let out = try bench.readings(given: "out")
        let places = try table.numbers("decimal_year").indices.map { row in
            IGRF14.Place(
                longitude: longitude[row], latitude: latitude[row], height: height[row],
                year: UTCDate.decimalYear(secondsSince1970: out.times[row]))
        }
        let fields = IGRF14.model.fields(at: places)
        func expect(_ own: [Double]?, _ column: String, within tolerance: Double, _ from: Double? = nil) throws {
            for (value, number) in zip(try #require(own), try table.numbers(column)) {
                let expected = from.map { $0 - number } ?? number
                #expect(abs(value - expected) < tolerance, "\(column)")
            }
        }
        try expect(fields.map(\.east), "Be", within: 0.001)
        try expect(fields.map(\.north), "Bn", within: 0.001)
        try expect(fields.map(\.up), "Bu", within: 0.001)
        try expect(out.channel("igrf_total")?.values, "F", within: 0.001)
        try expect(out.channel("mag_residual")?.values, "F", within: 0.001, 50_000)
        try expect(out.channel("igrf_declination")?.values, "D_deg", within: 1e-5)
        try expect(out.channel("igrf_inclination")?.values, "I_deg", within: 1e-5)
    }

    @Test func `NOAA's calculator agrees to a quarter of a nanotesla, except where its degree changes`() throws {
        guard let table = try SharedFiles.table("references/igrf14/noaa_ngdc_calculator_77points.csv") else { return }
        let columns = try ["lon", "lat", "h_m", "noaa_Be", "noaa_Bn", "noaa_Bu"].map { try table.numbers($0) }
        let dates = try table.texts("date")
        let places = try dates.indices.map { row in
            let day = try #require(UTCDate(dates[row]))
            return IGRF14.Place(
                longitude: columns[0][row], latitude: columns[1][row], height: columns[2][row],
                year: UTCDate.decimalYear(secondsSince1970: day.secondsSince1970))
        }
        #expect(places.count == 77)
        for (row, field) in IGRF14.model.fields(at: places).enumerated() {
            let worst = max(
                abs(field.east - columns[3][row]), abs(field.north - columns[4][row]), abs(field.up - columns[5][row]))
            #expect(worst < ((1995...2000).contains(places[row].year) ? 8.5 : 0.25), "row \(row) of \(dates[row])")
        }
    }

    @Test func `the table holds the official coefficients, and their hash`() throws {
        let file = try SharedFiles.own("Grids/igrf14coeffs.txt")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("g ") || $0.hasPrefix("h ") }
        let rows: [[String]] = lines.map { $0.split(separator: " ").map(String.init) }
        #expect(rows.count == 195)
        // By order, then by degree, as the model holds them.
        var order: [(n: Int, m: Int)] = []
        for m in 1...13 { for n in m...13 { order.append((n, m)) } }
        for n in 1...13 { order.append((n, 0)) }
        let model = IGRF14.model
        for row in rows {
            let found = order.firstIndex { $0.n == Int(row[1]) && $0.m == Int(row[2]) }
            let term = try #require(found)
            let offset = row[0] == "g" ? 0 : 2
            for epoch in 0..<model.intervals {
                let index = (epoch * order.count + term) * IGRF14.numbersATerm + offset
                #expect(model.coefficients[index] == Double(row[3 + epoch]))
            }
            let last = ((model.intervals - 1) * order.count + term) * IGRF14.numbersATerm + offset + 1
            #expect(model.coefficients[last] == Double(row[29]))
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = [file.path()]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let answer = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(answer.hasPrefix(IGRF14.hash))
    }

    @Test func `a place gives the same bits alone and among others of other years`() {
        var generator = Seeded(7)
        let places = (0..<41).map { _ in
            IGRF14.Place(
                longitude: .random(in: -180...180, using: &generator),
                latitude: .random(in: -90...90, using: &generator),
                height: .random(in: 0...9000, using: &generator), year: .random(in: 1900...2030, using: &generator))
        }
        let together = IGRF14.model.fields(at: places)
        for (place, field) in zip(places, together) { #expect(IGRF14.model.fields(at: [place]) == [field]) }
    }

    @Test func `at the pole the field does not depend on the way there`() {
        let fields = IGRF14.model.fields(
            at: [0, 90, 180, -90].map { .init(longitude: $0, latitude: 90, height: 0, year: 2020) })
        for field in fields {
            #expect(abs(field.total - fields[0].total) < 1e-8)
            #expect(field.up == fields[0].up)
        }
    }

    @Test(arguments: ["1899-12-31", "2030-01-02"])
    func `a date outside the model is refused with its year`(day: String) throws {
        let bench = MemoryBench()
        bench.put(readings: try readings([Point(x: 10, y: 10)], days: [day], heights: [0]), as: "in")
        let error = #expect(throws: OperationError.self) { try bench.run(ReferenceField.self) }
        #expect(error?.code == .unfitInput && error?.reason.contains(day) == true)
    }

    @Test func `a height above the sea and the geoid's make one above the ellipsoid`() throws {
        var drone = try readings([Point(x: 10, y: 10)], days: ["2020-01-01"], heights: [847.5])
        let whole = MemoryBench()
        whole.put(readings: drone, as: "in")
        try whole.run(ReferenceField.self)
        drone.channels.removeLast()
        drone.channels.append(.init(name: "altitude", unit: "m", values: [800]))
        drone.channels.append(.init(name: "geoid_separation", unit: "m", values: [47.5]))
        let bench = MemoryBench()
        bench.put(readings: drone, as: "in")
        try bench.run(ReferenceField.self)
        let total = try bench.readings(given: "out").channel("igrf_total")?.values
        let expected = try whole.readings(given: "out").channel("igrf_total")?.values
        #expect(total == expected)
    }

    @Test func `without a height the remedy names both ways to give one`() throws {
        var bare = try readings([Point(x: 10, y: 10)], days: ["2020-01-01"], heights: [0])
        bare.channels.removeLast()
        let bench = MemoryBench()
        bench.put(readings: bare, as: "in")
        let error = #expect(throws: OperationError.self) { try bench.run(ReferenceField.self) }
        #expect(error?.remedy.contains("height_channel") == true && error?.remedy.contains("or height") == true)
        try bench.run(ReferenceField.self, ["height": 850])
        let facts = try bench.readings(given: "out").facts["igrf"]
        #expect(facts == "IGRF-14 sha256:\(IGRF14.hash)")
    }
}
