import KernelTypes
package import Operations
import Survey

/// How many cells drain through each.
package struct FlowAccumulation: Procedure {
    package static let declaration = Operation(
        name: "flow-accumulation",
        summary: "Gives the number of cells whose water runs through each cell, itself included.",
        family: .terrain, inputs: [.init("in", .raster, "heights")], memory: .whole,
        formula:
            "1 + Σ over the neighbours that run to the cell, by the directions of 'flow-direction'; exact to 2^24.",
        source: "O'Callaghan and Mark (1984), Computer Vision 28.")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let (layer, routing) = try FlowRouting.of("in", at: bench, Self.declaration, settings)
        let counts = routing.accumulation()
        try layer.write("out", unit: "cells", at: bench) { counts[$0] == 0 ? .nan : Float(counts[$0]) }
        bench.record("filled_cells", Double(routing.filled))
        bench.record("largest", Double(counts.max() ?? 0))
    }
}
