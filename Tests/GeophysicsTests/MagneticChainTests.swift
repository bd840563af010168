import Foundation
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

/// The reference survey through the whole chain, each step on what the one before gave.
@Suite struct MagneticChainTests {
    private static let table: ParameterValue = .map(["0": 3, "90": -1.5, "180": -3, "270": 1.5])

    private func corrected(_ readings: Readings, _ base: Readings) throws -> (chain: Readings, crossings: Table) {
        let diurnal = MemoryBench()
        diurnal.put(readings: readings, as: "in")
        diurnal.put(readings: base, as: "base")
        try diurnal.run(Diurnal.self, ["datum": 47150, "interpolation": "cubic"])
        let heading = MemoryBench()
        heading.put(readings: try diurnal.readings(given: "out"), as: "in")
        try heading.run(Heading.self, ["table": Self.table])
        let lag = MemoryBench()
        lag.put(readings: try heading.readings(given: "out"), as: "in")
        try lag.run(Lag.self, ["lag": 0.6])
        let levels = MemoryBench()
        levels.put(readings: try lag.readings(given: "out"), as: "in")
        try levels.run(LevelTies.self)
        return (try levels.readings(given: "out"), try levels.table(given: "crossings"))
    }

    @Test func `diurnal, heading, lag and ties give back the field of the ground to a thousandth of a nanotesla`()
        throws
    {
        guard let survey = try LineSurvey() else { return }
        let (chain, crossings) = try corrected(survey.readings, survey.base)
        let diurnal = try #require(chain.channel("diurnal_variation")).values
        // The base is written to 0.0001 nT and the truth too.
        for (own, known) in zip(diurnal, try survey.truth.numbers("diurnal_nT")) { #expect(abs(own - known) < 0.001) }
        let lagged = try #require(chain.channel("mag_diurnal_heading_lagged"))
        let levelled = try #require(chain.channels.last)
        #expect(levelled.name == "mag_diurnal_heading_lagged_levelled")
        let ground = try survey.truth.numbers("crust_true_nT")
        let bias = try survey.truth.numbers("level_bias_nT")
        var (worst, worstLevelled) = (0.0, 0.0)
        for line in chain.lines {
            // The last 0.6 s of a line were never over the sensor.
            let values = line.readings.filter { levelled.values[$0].isFinite }
            #expect(values.count == line.readings.count - 6)
            for index in values {
                worst = max(worst, abs(lagged.values[index] - bias[index] - ground[index]))
                worstLevelled = max(worstLevelled, abs(levelled.values[index] - ground[index]))
            }
        }
        #expect(worst < 0.001)
        // The base is sampled every 10 s: straight lines between its samples would move a level by 0.0014 nT.
        #expect(worstLevelled < 0.001)
        let expected = try #require(try SharedFiles.table("references/line-survey/expected_misties.csv"))
        let misfits = try expected.numbers("expected_mistie_nT")
        let pairs = zip(try expected.texts("line"), try expected.texts("tie")).map { [$0, $1] }
        // Of 44 crossings 14 lie in the last 0.6 s of a line or tie, where the lag left no value.
        #expect(crossings.rows.count == 30)
        for row in crossings.rows {
            guard case .text(let line) = row[0], case .text(let tie) = row[1], case .number(let before) = row[4],
                case .number(let after) = row[5]
            else {
                Issue.record("a crossing has names and misfits")
                continue
            }
            let index = try #require(pairs.firstIndex(of: [line, tie]))
            #expect(abs(before - misfits[index]) < 0.01)
            #expect(abs(after) < 0.01)
        }
    }

    @Test func `the order of lines and the zone of the clock do not matter`() throws {
        guard let survey = try LineSurvey() else { return }
        let (chain, _) = try corrected(survey.readings, survey.base)
        let other = survey.reordered(by: 5 * 3600)
        let (again, _) = try corrected(other.readings, other.base)
        let first = try #require(chain.channels.last).values
        let second = try #require(again.channels.last).values
        for (place, index) in other.places.enumerated() where first[index].isFinite || second[place].isFinite {
            #expect(abs(first[index] - second[place]) < 1e-4)
        }
    }

    @Test func `lines and ties are found again where the file tells of none`() throws {
        guard let survey = try LineSurvey() else { return }
        var bare = survey.readings
        bare.lines = []
        let bench = MemoryBench()
        bench.put(readings: bare, as: "in")
        try bench.run(DetectLines.self)
        let found = try bench.readings(given: "out").lines
        #expect(found.count { $0.kind == .line } == 11 && found.count { $0.kind == .tie } == 4)
        for (line, known) in zip(found, survey.readings.lines) {
            #expect(line.kind == known.kind)
            // A heading is taken over ten steps, so a line's ends are told to five.
            #expect(abs(line.readings.lowerBound - known.readings.lowerBound) <= 6)
            #expect(abs(line.readings.upperBound - known.readings.upperBound) <= 6)
        }
    }

    @Test func `lines that a file tells of stay, and those across are ties where it calls none so`() throws {
        guard let survey = try LineSurvey() else { return }
        var unmarked = survey.readings
        for index in unmarked.lines.indices { unmarked.lines[index].kind = .line }
        for readings in [survey.readings, unmarked] {
            let bench = MemoryBench()
            bench.put(readings: readings, as: "in")
            try bench.run(DetectLines.self)
            #expect(try bench.readings(given: "out").lines == survey.readings.lines)
        }
    }

    @Test func `the walk of the tie lines does not depend on their being held when they agree`() throws {
        guard let survey = try LineSurvey() else { return }
        var readings = survey.readings
        readings.channels[0].values = zip(
            try survey.truth.numbers("crust_true_nT"), try survey.truth.numbers("level_bias_nT")
        ).map { $0 + $1 }
        var results: [[Double]] = []
        for ties: ParameterValue in ["move", "hold"] {
            let bench = MemoryBench()
            bench.put(readings: readings, as: "in")
            try bench.run(LevelTies.self, ["ties": ties])
            results.append(try #require(bench.readings(given: "out").channel("mag_levelled")).values)
        }
        let ground = try survey.truth.numbers("crust_true_nT")
        for index in ground.indices {
            #expect(abs(results[0][index] - ground[index]) < 0.001)
            #expect(abs(results[1][index] - ground[index]) < 0.001)
        }
    }

    @Test func `a chain of steps without a parameter ends in a levelled channel and one page`() throws {
        guard let survey = try LineSurvey() else { return }
        var readings = survey.readings
        readings.lines = []
        let report = MemoryBench()
        for step: any Procedure.Type in [DetectLines.self, Despike.self, Diurnal.self, LevelTies.self] {
            let bench = MemoryBench()
            bench.put(readings: readings, as: "in")
            if step == Diurnal.self { bench.put(readings: survey.base, as: "base") }
            try run(step, at: bench)
            readings = try bench.readings(given: "out")
            report.put(value: try bench.value(given: "qc", as: QualityRecord.self), as: "in")
        }
        #expect(readings.channels.last?.name == "mag_despiked_diurnal_levelled")
        #expect(readings.channel("mag")?.values == survey.readings.channel("mag")?.values)
        try report.run(QualityReport.self)
        let page = try report.text(given: "out")
        for operation in ["detect-lines", "despike", "diurnal", "level-ties"] {
            #expect(page.contains("<h2>") && page.contains(". \(operation)</h2>"))
        }
        #expect(page.components(separatedBy: "<svg").count >= 3)
    }

    private func run<P: Procedure>(_ step: P.Type, at bench: MemoryBench) throws { try bench.run(step) }
}
