package import KernelTypes
package import Operations
package import Survey

/// The range of heights around a cell.
package struct Roughness: StripTransform {
    package static let declaration = Operation(
        name: "roughness", summary: "Gives the greatest difference of heights among a cell and its eight neighbours.",
        family: .terrain, inputs: [.init("in", .raster, "heights")], parameters: [SurfaceMeasure.heightFactor],
        memory: .strip, halo: "1 cell",
        formula: """
            max - min of the 3 x 3 cells, in metres. A cell at the raster's edge or with a neighbour that has no data \
            has none.
            """,
        source: "Wilson et al. (2007), Marine Geodesy 30; as in gdaldem.")

    private let measure: SurfaceMeasure

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        measure = try SurfaceMeasure(.roughness, settings, on: grid, isScaled: false)
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) { measure.apply(to: inputs[0], into: output) }
}
