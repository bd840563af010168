import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct DiurnalTests {
    private func series(_ times: [Double], _ values: [Double], name: String = "mag") -> Readings {
        Readings(
            crs: "EPSG:32641", positions: times.map { Point(x: 500_000 + $0, y: 3_000_000) }, times: times,
            channels: [.init(name: name, unit: "nT", values: values)])
    }

    private func bench(_ rover: Readings, _ base: Readings) -> MemoryBench {
        let bench = MemoryBench()
        bench.put(readings: rover, as: "in")
        bench.put(readings: base, as: "base")
        return bench
    }

    @Test func `a ground survey in Mexico gets the diurnal that its own program gave it`() throws {
        guard let rover = try SharedFiles.table("data/instrument-samples/ground_mag_csv/cerritos_datos_estaciones.csv"),
            let base = try SharedFiles.table("data/instrument-samples/ground_mag_csv/cerritos_estaciones_base.csv"),
            let expected = try SharedFiles.table("data/instrument-samples/ground_mag_csv/cerritos_output.csv")
        else { return }
        let bench = bench(
            series(try times(rover), try rover.numbers("magfield")), series(try times(base), try base.numbers("nT")))
        // That program takes the nearest sample and the mean of each day.
        try bench.run(Diurnal.self, ["interpolation": "nearest", "datum_rule": "session-mean"])
        let out = try bench.readings(given: "out")
        let corrected = try #require(out.channel("mag_diurnal")).values
        #expect(corrected.count == 170)
        for (own, theirs) in zip(corrected, try expected.numbers("diurnal_var_corr")) {
            #expect(abs(own - theirs) < 1e-6)
        }
        let diurnal = try #require(out.channel("diurnal_variation")).values
        for (own, theirs) in zip(diurnal, try expected.numbers("diurnal_var")) { #expect(abs(own - theirs) < 1e-6) }
    }

    /// `26/03/2019` and `120204` as seconds; the clock is the same for rover and base.
    private func times(_ table: Columns) throws -> [Double] {
        try zip(try table.texts("date"), try table.texts("time")).map { date, time in
            let parts = date.split(separator: "/")
            let day = try #require(UTCDate("\(parts[2])-\(parts[1])-\(parts[0])"))
            let clock = try #require(Int(time))
            return day.secondsSince1970 + Double(clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100)
        }
    }

    @Test func `a cubic base meets its samples, keeps a parabola, and is straight beside a gap`() {
        let series = TimeSeries(times: [0, 10, 15, 40, 50, 2000], values: [0, 100, 225, 1600, 2500, 7])
        func value(_ time: Double) -> Double {
            if case .value(let value) = series.cubic(at: time, gap: 60) { value } else { .nan }
        }
        for (time, known) in zip([0.0, 10, 15, 40, 50], [0.0, 100, 225, 1600, 2500]) { #expect(value(time) == known) }
        // Between samples that have two neighbours each, a parabola through all is met exactly.
        for time in [11.0, 12.5, 20, 33, 39] { #expect(abs(value(time) - time * time) < 1e-9) }
        #expect(value(51).isNaN && value(-1).isNaN)
        let lone = TimeSeries(times: [0, 10, 5000, 5010], values: [0, 10, 3, 4])
        if case .value(let value) = lone.cubic(at: 5, gap: 60) { #expect(value == 5) } else { Issue.record("a value") }
    }

    @Test func `a base that does not change changes nothing`() throws {
        let rover = series([0, 60, 120], [47000, 47010.5, 46990])
        let bench = bench(rover, series([-10, 50, 110, 170], [47100, 47100, 47100, 47100]))
        try bench.run(Diurnal.self)
        #expect(try bench.readings(given: "out").channel("mag_diurnal")?.values == rover.channels[0].values)
        #expect(try bench.readings(given: "out").channel("mag")?.values == rover.channels[0].values)
    }

    @Test func `a reading in a gap of the base has no value and is named`() throws {
        let rover = series([0, 500, 1000, 1400], [1, 2, 3, 4])
        let base = series([0, 100, 900, 1000, 1100], [10, 11, 19, 20, 21])
        let flagged = bench(rover, base)
        try flagged.run(Diurnal.self, ["datum": 10, "max_gap": 200])
        let values = try #require(flagged.readings(given: "out").channel("mag_diurnal")).values
        #expect(values[0] == 1 && values[1].isNaN && values[2] == -7 && values[3].isNaN)
        let quality = try flagged.value(given: "qc", as: QualityRecord.self)
        #expect(quality.remarks.map(\.first) == [1, 3])
        #expect(flagged.figures["uncovered_readings"] == 2)
        let error = #expect(throws: OperationError.self) {
            try bench(rover, base).run(Diurnal.self, ["max_gap": 200, "gaps": "refuse"])
        }
        #expect(error?.reason.contains("reading 2") == true)
    }

    @Test func `a base of another day is refused with both spans`() throws {
        let error = #expect(throws: OperationError.self) {
            try bench(series([0, 60], [1, 2]), series([86400, 86460], [1, 2])).run(Diurnal.self)
        }
        #expect(error?.reason.contains("1970-01-01T00:01:00Z") == true)
        #expect(error?.reason.contains("1970-01-02T00:00:00Z") == true)
    }

    @Test func `two stations at one time are refused, and one day after the other is one base`() throws {
        let rover = series([10, 20], [1, 2])
        let both = bench(rover, series([0, 30], [10, 10]))
        both.put(readings: series([5, 40], [90, 90]), as: "base")
        let error = #expect(throws: OperationError.self) { try both.run(Diurnal.self) }
        #expect(error?.reason == "two of the bases ran at the same time")
        let days = bench(rover, series([0, 30], [10, 10]))
        days.put(readings: series([86400, 86430], [12, 12]), as: "base")
        try days.run(Diurnal.self, ["datum": 10])
        #expect(try days.readings(given: "out").channel("mag_diurnal")?.values == [1, 2])
    }

    @Test func `the next step goes on from the last, whatever its suffix, and not from a compass`() throws {
        var rover = series([10, 20], [1, 2])
        rover.channels.append(.init(name: "true_heading", unit: "degree", values: [90, 90]))
        let first = bench(rover, series([0, 30], [10, 10]))
        try first.run(Diurnal.self, ["datum": 10, "suffix": "quiet"])
        let second = MemoryBench()
        second.put(readings: try first.readings(given: "out"), as: "in")
        try second.run(Despike.self)
        #expect(try second.readings(given: "out").channels.last?.name == "mag_quiet_despiked")
    }

    @Test func `a base clock that is 90 seconds behind is told and not applied`() throws {
        var generator = Seeded(3)
        // A field that wanders, seen by both; the rover also walks over the ground's own anomalies.
        var field = [0.0]
        for _ in 0..<900 { field.append(field[field.count - 1] + .random(in: -0.5...0.5, using: &generator)) }
        let seconds = field.indices.map { Double($0) * 10 }
        let rover = seconds.indices.map { field[$0] + 40 * Elementary.sin(seconds[$0] / 300) }
        let wrong = bench(series(seconds, rover), series(seconds.map { $0 - 90 }, field))
        try wrong.run(Diurnal.self)
        #expect(wrong.figures["clock_offset_found"] == 90)
        #expect(wrong.notes.contains { $0.contains("Nothing was shifted") })
        let right = bench(series(seconds, rover), series(seconds, field))
        try right.run(Diurnal.self)
        #expect(right.figures["clock_offset_found"] == nil)
        let told = bench(series(seconds, rover), series(seconds.map { $0 - 90 }, field))
        try told.run(Diurnal.self, ["clock_offset": 90])
        #expect(told.figures["clock_offset_found"] == nil)
        let applied = try #require(told.readings(given: "out").channel("mag_diurnal")).values
        let expected = try #require(right.readings(given: "out").channel("mag_diurnal")).values
        #expect(applied == expected)
    }
}
