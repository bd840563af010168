import Jobs
import Survey
import Testing

@testable import Work

@Suite struct ReadingJoinTests {
    private func part(
        _ values: [Double], unit: String = "nT", facts: [String: String] = [:], times: [Double] = []
    ) -> Readings {
        Readings(
            crs: "EPSG:32641", positions: values.indices.map { Point(x: Double($0), y: 0) }, times: times,
            lines: [.init(name: "L1", kind: .line, readings: 0..<values.count)],
            channels: [.init(name: "mag", unit: unit, values: values)], facts: facts)
    }

    private func join(_ parts: [Readings]) throws -> Readings {
        try ReadingJoin.join(parts.enumerated().map { ("part\($0.offset).csv", $0.element) }) { _ in }
    }

    @Test func `residuals of two generations of the field are not joined, and those of one are`() throws {
        let new = part([1, 2], facts: ["igrf": "IGRF-14 sha256:aa"])
        let old = part([3], facts: ["igrf": "IGRF-13 sha256:bb"])
        #expect(try join([new, new]).channels[0].values == [1, 2, 1, 2])
        #expect(try join([new, new]).facts == ["igrf": "IGRF-14 sha256:aa"])
        for others in [[new, old], [old, new], [new, part([3])], [part([3]), new]] {
            let failure = #expect(throws: JobFailure.self) { try join(others) }
            #expect(failure?.code == .badData && failure?.file == "part1.csv")
            #expect(failure?.reason.contains("its igrf is") == true)
            #expect(failure?.remedy.contains("as measured") == true)
        }
    }

    @Test func `gravity with and without its tide is not joined, and other facts are left out where they differ`()
        throws
    {
        #expect(throws: JobFailure.self) { try join([part([1], facts: ["tide": "applied"]), part([2])]) }
        let joined = try join([
            part([1], facts: ["tide": "applied", "serial": "1"]), part([2], facts: ["tide": "applied", "serial": "2"]),
        ])
        #expect(joined.facts == ["tide": "applied"])
    }

    @Test func `lines move with their readings, and times are nothing where a part has none`() throws {
        let joined = try join([part([1, 2]), part([3], times: [10])])
        #expect(joined.lines.map(\.readings) == [0..<2, 2..<3])
        #expect(joined.times[2] == 10 && joined.times[0].isNaN && joined.times[1].isNaN)
    }

    @Test func `one channel in two units is refused`() throws {
        let failure = #expect(throws: JobFailure.self) { try join([part([1]), part([2], unit: "mGal")]) }
        #expect(failure?.reason == "its channel mag is in 'mGal', that of the layer's other files is in 'nT'")
        #expect(failure?.remedy == "give it a layer of its own")
    }

    @Test func `a file without a unit is joined where the layer says which, and refused with that remedy where not`()
        throws
    {
        let (own, bare) = (part([1]), part([2], unit: ""))
        #expect(try join([own, bare.giving(unit: "nT")]).channels[0].values == [1, 2])
        #expect(try join([bare.giving(unit: "nT"), own.giving(unit: "mGal")]).channels[0].unit == "nT")
        for parts in [[own, bare], [bare, own]] {
            let failure = #expect(throws: JobFailure.self) { try join(parts) }
            #expect(failure?.reason.contains("has no unit") == true && failure?.remedy.contains("unit:") == true)
        }
    }
}
