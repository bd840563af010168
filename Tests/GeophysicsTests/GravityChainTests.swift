import Foundation
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct GravityChainTests {
    private static let folder = "data/gravimeter-loops/bushveld-surveys"

    /// All fifteen days of raw field sheets.
    private func sheets() throws -> (readings: Readings, table: [UInt8], bases: [UInt8])? {
        guard let table = try SharedFiles.text("\(Self.folder)/gravimeter-scaling.csv"),
            let bases = try SharedFiles.text("\(Self.folder)/bushveld-gravity-base-stations.csv")
        else { return nil }
        var (positions, labels): ([Point], [String: [String]]) = ([], ["station_id": [], "day": []])
        var values: [String: [Double]] = ["reading": [], "time_minutes": [], "elevation": []]
        for day in 1...15 {
            let sheet = try #require(try SharedFiles.table("\(Self.folder)/data/bushveld-gravity-day-\(day).csv"))
            positions += zip(try sheet.numbers("longitude"), try sheet.numbers("latitude")).map { Point(x: $0, y: $1) }
            labels["station_id"]? += try sheet.texts("station_id")
            labels["day"]? += [String](repeating: "\(day)", count: sheet.count)
            for name in values.keys { values[name]? += try sheet.numbers(name) }
        }
        let readings = Readings(
            crs: "EPSG:4326", positions: positions, labels: labels,
            channels: values.keys.sorted().map {
                .init(name: $0, unit: $0 == "elevation" ? "m" : "", values: values[$0] ?? [])
            })
        return (readings, Array(table.utf8), Array(bases.utf8))
    }

    private func reduced(_ readings: Readings, table: [UInt8], bases: [UInt8]) throws -> Readings {
        let scale = MemoryBench()
        scale.put(readings: readings, as: "in")
        scale.put(bytes: table, as: "table")
        try scale.run(CounterScale.self)
        let drift = MemoryBench()
        drift.put(readings: try scale.readings(given: "out"), as: "in")
        try drift.run(GravityDrift.self)
        let tie = MemoryBench()
        tie.put(readings: try drift.readings(given: "out"), as: "in")
        tie.put(bytes: bases, as: "bases")
        try tie.run(GravityTie.self)
        return try tie.readings(given: "out")
    }

    @Test func `fifteen days of counter readings become absolute gravity to a hundredth of a milligal`() throws {
        guard let (readings, table, bases) = try sheets(),
            let reference = try SharedFiles.table("references/gravimeter/bushveld_reduced.csv")
        else { return }
        let out = try reduced(readings, table: table, bases: bases)
        let absolute = try #require(out.channel("reading_mgal_driftfree_absolute")).values
        let days = try #require(out.labels["day"])
        let stations = try #require(out.labels["station_id"])
        var own: [String: Double] = [:]
        // A base is read twice a day; the reference holds its first reading.
        for index in absolute.indices.reversed() { own["\(days[index])/\(stations[index])"] = absolute[index] }
        let keys = zip(try reference.texts("day"), try reference.texts("station_id")).map { "\($0)/\($1)" }
        let gravity = try reference.numbers("gravity")
        let known = try reference.numbers("gravity_true")
        #expect(keys.count > 300)
        for (row, key) in keys.enumerated() {
            let value = try #require(own[key], "\(key)")
            #expect(abs(value - gravity[row]) < 0.01)
            #expect(abs(value - known[row]) < 0.01)
        }
    }

    @Test func `the absolute gravity of those days becomes the reference's disturbance and Bouguer`() throws {
        guard let reference = try SharedFiles.table("references/gravimeter/bushveld_reduced.csv") else { return }
        let positions = zip(try reference.numbers("longitude"), try reference.numbers("latitude")).map {
            Point(x: $0, y: $1)
        }
        let bench = MemoryBench()
        bench.put(
            readings: Readings(
                crs: "EPSG:4326", positions: positions,
                channels: [
                    .init(name: "gravity", unit: "mGal", values: try reference.numbers("gravity")),
                    .init(name: "elevation", unit: "m", values: try reference.numbers("elevation")),
                ]), as: "in")
        try bench.run(GravityAnomaly.self, ["atmosphere": false, "curvature": false])
        let out = try bench.readings(given: "out")
        for (channel, column) in [
            ("normal_gravity", "gamma_wgs84"), ("free_air_anomaly", "disturbance"),
            ("bouguer_anomaly", "bouguer_dist_slab2670"),
        ] {
            let own = try #require(out.channel(channel)).values
            // The reference's coordinates are rounded to 0.0001 degrees after it was computed: up to 0.005 mGal.
            for (value, expected) in zip(own, try reference.numbers(column)) { #expect(abs(value - expected) < 0.01) }
        }
    }

    @Test func `a terrain correction, the atmosphere and the cap go into the Bouguer anomaly with their signs`() throws
    {
        func bouguer(_ terrain: Double?, _ parameters: [String: ParameterValue]) throws -> Double {
            var channels = [
                Readings.Channel(name: "gravity", unit: "mGal", values: [978_500]),
                Readings.Channel(name: "elevation", unit: "m", values: [1500]),
            ]
            if let terrain { channels.append(.init(name: "terrain_correction", unit: "mGal", values: [terrain])) }
            let bench = MemoryBench()
            bench.put(
                readings: Readings(crs: "EPSG:4326", positions: [Point(x: 62, y: 29)], channels: channels), as: "in")
            try bench.run(GravityAnomaly.self, parameters)
            return try #require(bench.readings(given: "out").channel("bouguer_anomaly")?.values.first)
        }
        let plain: [String: ParameterValue] = ["atmosphere": false, "curvature": false]
        let simple = try bouguer(nil, plain)
        #expect(abs(try bouguer(4.25, plain) - simple - 4.25) < 1e-9)
        // Wenzel (1985) at 1,500 m: 0.874 - 0.1485 + 0.00801; LaFehr's Bullard B there is 1.4016 mGal.
        #expect(abs(try bouguer(nil, ["curvature": false]) - simple - 0.73351) < 1e-5)
        #expect(abs(try bouguer(nil, ["atmosphere": false]) - simple + 1.4016) < 0.002)
    }

    @Test func `normal gravity agrees with boule at all heights to a hundred-thousandth of a milligal`() throws {
        guard let table = try SharedFiles.table("references/gravimeter/normal_gravity_boule.csv") else { return }
        let names = try table.texts("ellipsoid")
        let latitudes = try table.numbers("lat_deg")
        let heights = try table.numbers("height_ell_m")
        for (row, expected) in try table.numbers("gamma_mGal_boule_LiGotze").enumerated() {
            let ellipsoid = names[row] == "GRS80" ? Ellipsoid.grs80 : .wgs84
            #expect(abs(ellipsoid.gravity(latitude: latitudes[row], height: heights[row]) - expected) < 1e-5)
        }
        // The series of second order is what is left of the closed form: at 4,500 m to 0.1 mGal.
        for latitude in [0.0, 30, 60, 90] {
            let exact =
                Ellipsoid.wgs84.gravity(latitude: latitude, height: 4500)
                - Ellipsoid.wgs84.gravity(latitude: latitude, height: 0)
            #expect(abs(Ellipsoid.wgs84.heightChange(latitude: latitude, height: 4500) - exact) < 0.1)
        }
    }

    @Test func `the slab agrees to a billionth, on land and over water`() throws {
        guard let table = try SharedFiles.table("references/gravimeter/bouguer_slab.csv") else { return }
        var parameters: [String: ParameterValue] = ["curvature": false, "negative": "water-depth"]
        for parameter in GravityAnomaly.declaration.parameters where parameters[parameter.name] == nil {
            parameters[parameter.name] = parameter.fallback
        }
        let anomaly = try GravityAnomaly(Settings(parameters, of: GravityAnomaly.declaration))
        for (height, slab) in zip(try table.numbers("h"), try table.numbers("bouguer_2670_1040")) {
            let own = anomaly.parts(latitude: -25, height: height).slab
            #expect(abs(own - slab) <= 1e-9 * abs(slab))
        }
    }

    @Test func `a CG-5's own tide is Longman's to a thousandth of a milligal`() throws {
        guard let text = try SharedFiles.text("data/instrument-samples/scintrex/pygmi_GravityCG5.txt") else { return }
        let day = try #require(UTCDate("2019-08-16")).secondsSince1970
        var compared = 0
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("/") {
            let fields = line.split(separator: " ")
            guard fields.count >= 13, fields[11].contains(":") else { continue }
            let clock = fields[11].split(separator: ":").compactMap { Double($0) }
            // The dump goes on over midnight on other days, which it does not date: one day is compared.
            guard compared == 0 || clock[0] >= 12 else { break }
            // The header's GMT DIFF of -2.0 is what is added to the clock to get UTC.
            let time = day + (clock[0] - 2) * 3600 + clock[1] * 60 + clock[2]
            let own = 1.16 * LongmanTide.acceleration(longitude: 28.3, latitude: -25.6, height: 0, time: time)
            let theirs = try #require(Double(fields[8]))
            #expect(abs(own - theirs) < 0.001, "\(line)")
            compared += 1
        }
        #expect(compared > 20)
    }

    @Test func `the tide is that of an independent program at other places and times`() throws {
        // A Python transcription of Longman's formulas by other hands, times 1.16.
        for (longitude, latitude, height, day, seconds, expected) in [
            (28.3, -25.6, 0.0, "2019-08-16", 43712.0, 0.042456), (-77.8586, 40.7914, 370, "2015-04-23", 0, 0.003542),
            (120, -70, 2000, "1990-01-15", 23430, -0.027666),
        ] {
            let time = try #require(UTCDate(day)).secondsSince1970 + seconds
            let own = LongmanTide.acceleration(longitude: longitude, latitude: latitude, height: height, time: time)
            #expect(abs(1.16 * own - expected) < 1e-6)
        }
    }

    private func stations(facts: [String: String] = [:], tide: Double? = nil) -> Readings {
        var channels = [Readings.Channel(name: "grav", unit: "mGal", values: [3184.5])]
        if let tide { channels.append(.init(name: "tide", unit: "mGal", values: [tide])) }
        return Readings(
            crs: "EPSG:4326", positions: [Point(x: 28.3, y: -25.6)], times: [1_565_957_312], channels: channels,
            facts: facts)
    }

    @Test func `a tide is not added twice`() throws {
        func run(_ readings: Readings, _ parameters: [String: ParameterValue] = [:]) throws -> Readings {
            let bench = MemoryBench()
            bench.put(readings: readings, as: "in")
            try bench.run(EarthTide.self, parameters)
            return try bench.readings(given: "out")
        }
        #expect(throws: OperationError.self) { try run(stations(facts: ["tide": "applied by the instrument"])) }
        #expect(throws: OperationError.self) { try run(stations(tide: 0.06)) }
        for (name, isApplied) in [("tide_applied", true), ("tide_not_applied", false)] {
            var readings = stations(tide: 0.06)
            readings.channels[1].name = name
            if isApplied {
                #expect(throws: OperationError.self) { try run(readings, ["instrument": "not-applied"]) }
            } else {
                #expect(try run(readings).facts["tide"] == "applied")
            }
        }
        let once = try run(stations(tide: 0.06), ["instrument": "not-applied"])
        #expect(once.facts["tide"] == "applied" && once.channel("grav_tidefree") != nil)
        #expect(throws: OperationError.self) { try run(once, ["suffix": "again"]) }
        #expect(try run(stations()).channel("grav_tidefree") != nil)
    }

    @Test func `a drift that bends is told by repeats, and a loop without them is refused`() throws {
        // Stations A B A C B A, one an hour; gravity 100, 103, 101; drift 0.01 t + 0.002 t² mGal.
        let names = ["A", "B", "A", "C", "B", "A"]
        let gravity = ["A": 100.0, "B": 103, "C": 101]
        func readings(_ count: Int) -> Readings {
            let hours = (0..<count).map(Double.init)
            return Readings(
                crs: "EPSG:32641", positions: hours.map { Point(x: 500_000 + $0, y: 0) },
                times: hours.map { $0 * 3600 },
                labels: ["station": Array(names.prefix(count))],
                channels: [
                    .init(
                        name: "grav", unit: "mGal",
                        values: hours.indices.map { index in
                            (gravity[names[index]] ?? .nan) + 0.01 * hours[index] + 0.002 * hours[index] * hours[index]
                        })
                ])
        }
        let bench = MemoryBench()
        bench.put(readings: readings(6), as: "in")
        try bench.run(GravityDrift.self, ["method": "least-squares", "degree": 2])
        let free = try #require(bench.readings(given: "out").channel("grav_driftfree")).values
        for (value, name) in zip(free, names) { #expect(abs(value - (gravity[name] ?? .nan)) < 1e-9) }
        let open = MemoryBench()
        open.put(readings: readings(2), as: "in")
        let error = #expect(throws: OperationError.self) { try open.run(GravityDrift.self) }
        #expect(error?.reason.contains("reads no station twice") == true)
    }

    @Test func `readings one after the other at a station are one visit`() throws {
        // Three readings at the base that differ by noise, a station, three at the base 0.06 mGal higher after an hour.
        let seconds = [0.0, 60, 120, 1920, 3600, 3660, 3720]
        let values = [100.01, 100, 99.99, 104, 100.05, 100.06, 100.07]
        let names = ["B", "B", "B", "P", "B", "B", "B"]
        let curve = try #require(DriftCurve(times: seconds, values: values, stations: names, degree: nil))
        #expect(curve.knots.count == 2 && curve.base == "B")
        #expect(abs(curve.drift(at: 60)) < 1e-9 && abs(curve.drift(at: 3660) - 0.06) < 1e-9)
        #expect(abs(curve.drift(at: 1860) - 0.03) < 1e-9)
        #expect(DriftCurve(times: [0, 60, 120], values: [1, 2, 3], stations: ["B", "B", "P"], degree: nil) == nil)
    }

    @Test func `fourteen thousand South African stations reduce as boule and numpy do`() throws {
        guard let text = try SharedFiles.unpacked("data/gravity-stations/south-africa-gravity.ast.xz") else { return }
        let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").compactMap { Double($0) } }
        #expect(rows.count == 14559)
        // The file has the latitude first.
        let bench = MemoryBench()
        bench.put(
            readings: Readings(
                crs: "EPSG:4326", positions: rows.map { Point(x: $0[1], y: $0[0]) },
                channels: [
                    .init(name: "gravity", unit: "mGal", values: rows.map { $0[3] }),
                    .init(name: "elevation", unit: "m", values: rows.map { $0[2] }),
                ]), as: "in")
        #expect(throws: OperationError.self) { try bench.run(GravityAnomaly.self) }
        try bench.run(GravityAnomaly.self, ["negative": "water-depth", "atmosphere": false, "curvature": false])
        let out = try bench.readings(given: "out")
        let free = try #require(out.channel("free_air_anomaly")).values
        let bouguer = try #require(out.channel("bouguer_anomaly")).values
        for (row, expectedFree, expectedBouguer) in Self.southAfrica {
            #expect(abs(free[row] - expectedFree) < 1e-4)
            #expect(abs(bouguer[row] - expectedBouguer) < 1e-4)
        }
        let land = rows.indices.filter { rows[$0][2] >= 0 }
        let mean = land.reduce(0) { $0 + bouguer[$1] } / Double(land.count)
        #expect(abs(mean - Self.southAfricaLandMean) < 1e-4)
    }

    /// Row, disturbance and simple Bouguer disturbance: boule 0.6.0 (WGS84, Li and Götze) at the stations' heights, 0
    /// at sea; numpy for 2 π G ρ h with G 6.6743e-11, 2670 and 1630 kg/m³.
    private static let southAfrica = [
        (0, 42.659359, 82.920724), (100, -12.386057, -14.399255), (5000, -7.662534, -27.257066),
        (9000, 68.737892, -94.736492), (14000, 35.815319, -119.462952), (14558, 4.336908, -110.162342),
    ]
    /// Of the Bouguer disturbance of the 14,359 stations on land, by the same.
    private static let southAfricaLandMean = -93.7361093109167
}
