import Operations
import Testing

@Suite struct OperationTests {
    private let blur = Operation(
        name: "blur", summary: "A mean of the neighbourhood.", family: .neighbourhood,
        inputs: [
            .init("in", .raster, "the layer"),
            .init("weights", .raster, "how much each counts", isMany: true, isOptional: true),
        ],
        parameters: [
            Parameter("radius", .integer(from: 1, to: 50), unit: "cells", default: 3, "cells to each side"),
            Parameter("shape", .choice(["square", "circle"]), default: "square", "which cells count"),
            Parameter("limit", .number(from: 0, to: .infinity), unit: "m", "no default"),
            Parameter("label", .text, isOptional: true, "a name"),
        ],
        memory: .strip, formula: "sum / n", source: "none")

    @Test func `defaults fill in what is not set and what is optional stays away`() throws {
        let resolved = try blur.resolve(["limit": 2.5])
        #expect(resolved == ["radius": 3, "shape": "square", "limit": 2.5])
    }

    @Test func `an unknown parameter is an error that names the nearest one`() {
        let error = #expect(throws: OperationError.self) { try blur.resolve(["radus": 3, "limit": 1]) }
        #expect(error?.code == .unknownParameter)
        #expect(error?.remedy == "did you mean 'radius'?")
    }

    @Test func `what has no default must be set`() {
        let error = #expect(throws: OperationError.self) { try blur.resolve([:]) }
        #expect(error?.code == .missingParameter)
        #expect(error?.key == "limit")
    }

    @Test(arguments: [
        ("radius", ParameterValue.number(0)), ("radius", 51), ("radius", 2.5), ("limit", -1), ("limit", .number(.nan)),
        ("shape", "round"),
    ])
    func `a value outside its range is refused`(key: String, value: ParameterValue) {
        let error = #expect(throws: OperationError.self) { try blur.resolve(["limit": 1].merging([key: value]) { $1 }) }
        #expect(error?.code == .outOfRange)
        #expect(error?.key == key)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func `a value of another type is refused with the type that is wanted`() {
        let error = #expect(throws: OperationError.self) { try blur.resolve(["radius": "three", "limit": 1]) }
        #expect(error?.code == .wrongType)
        #expect(error?.remedy == "write a whole number 1...50")
    }

    @Test func `inputs are checked by name and by count`() throws {
        try blur.checkInputs(["in": 1, "weights": 4])
        #expect(throws: OperationError.self) { try blur.checkInputs([:]) }
        #expect(throws: OperationError.self) { try blur.checkInputs(["in": 2]) }
        let error = #expect(throws: OperationError.self) { try blur.checkInputs(["in": 1, "weight": 1]) }
        #expect(error?.remedy == "did you mean 'weights'?")
    }

    @Test func `a catalog finds by name and suggests the nearest name`() throws {
        let catalog = Catalog([blur])
        #expect(try catalog.operation("blur") == blur)
        let error = #expect(throws: OperationError.self) { try catalog.operation("blurr") }
        #expect(error?.remedy == "did you mean 'blur'?")
    }

    @Test func `a suggestion needs a likeness`() {
        #expect(nearest(to: "resampel", among: ["resample", "match"]) == "resample")
        #expect(nearest(to: "zzzzzz", among: ["resample", "match"]) == nil)
    }
}
