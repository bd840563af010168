import Evidence
import Operations
import Testing

@Suite struct ReclassifyTests {
    @Test func `a class is closed below and open above`() throws {
        let raster = SmallRaster(columns: 7, values: [-9, 0, 4.999, 5, 9.999, 10, .nan])
        let result = try raster.result(of: Reclassify.self, ["breaks": [0, 5, 10], "values": [1, 2, 3, 4]])
        #expect(agree(result, [1, 2, 2, 3, 3, 4, .nan], within: 0))
    }

    @Test func `random values fall into the class that counting the breaks gives`() throws {
        let raster = SmallRaster(33, 11, in: -10...10, seed: 9)
        let breaks: [Float] = [-7.5, -1, 0, 0.25, 6]
        let result = try raster.result(
            of: Reclassify.self,
            [
                "breaks": .list(breaks.map { .number(Double($0)) }),
                "values": .list((0...5).map { .number(Double($0)) }),
            ])
        let expected = raster.values.map { x in x.isNaN ? .nan : Double(breaks.count { $0 <= x }) }
        #expect(agree(result, expected, within: 0))
    }

    @Test func `single values become what is written for them and others no data`() throws {
        let raster = SmallRaster(columns: 3, values: [7, 2, 0.1, .nan, 3, -4])
        let parameters: [String: ParameterValue] = ["from": [7, -4, 2, 0.1], "to": [70, 40, 20, 1]]
        let result = try raster.result(of: Reclassify.self, parameters)
        #expect(agree(result, [70, 20, 1, .nan, .nan, 40], within: 0))
        let kept = try raster.result(of: Reclassify.self, parameters.merging(["otherwise": -1]) { $1 })
        #expect(agree(kept, [70, 20, 1, .nan, -1, 40], within: 0))
    }

    @Test func `how the raster is cut does not change a bit`() throws {
        let raster = SmallRaster(13, 9, in: 0...4, seed: 10)
        #expect(try raster.cuts(of: Reclassify.self, ["breaks": [1, 2], "values": [0, 1, 2]]).count == 1)
        #expect(try raster.cuts(of: Reclassify.self, ["from": [1, 2], "to": [0, 1]]).count == 1)
    }

    @Test(
        arguments: [
            ([:], "breaks"),
            (["breaks": [1]], "values"),
            (["breaks": [1], "values": [1, 2], "from": [1]], "breaks"),
            (["breaks": [1, 2], "values": [1, 2]], "values"),
            (["breaks": [2, 1], "values": [1, 2, 3]], "breaks"),
            (["breaks": [2, 2], "values": [1, 2, 3]], "breaks"),
            (["breaks": [1e300], "values": [1, 2]], "breaks"),
            (["breaks": [1], "values": [1, 2], "otherwise": 3], "otherwise"),
            (["from": [1, 2], "to": [1]], "to"),
            (["from": [1, 1], "to": [1, 2]], "from"),
            (["from": [], "to": []], "to"),
            (["from": [1]], "to"),
        ] as [([String: ParameterValue], String)])
    func `what makes no classes is refused at its key`(parameters: [String: ParameterValue], key: String) {
        let raster = SmallRaster(2, 2, in: 0...1, seed: 1)
        let error = #expect(throws: OperationError.self) { try raster.result(of: Reclassify.self, parameters) }
        #expect(error?.key == key)
        #expect(error?.remedy.isEmpty == false)
    }
}
