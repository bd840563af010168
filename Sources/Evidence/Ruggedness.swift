package import KernelTypes
package import Operations
package import Survey

/// How much a cell's height differs from its neighbours'.
package struct Ruggedness: StripTransform {
    package static let declaration = Operation(
        name: "ruggedness",
        summary: "Gives the terrain ruggedness index: how much a cell's eight neighbours differ from it.",
        family: .terrain, inputs: [.init("in", .raster, "heights")],
        parameters: [
            Parameter(
                "kind", .choice(["riley", "wilson"]), default: "riley",
                "riley is the root of the sum of squares, for land; wilson the mean difference, for the sea floor"),
            SurfaceMeasure.heightFactor,
        ],
        memory: .strip, halo: "1 cell",
        formula: """
            riley: √ Σ (zᵢ - z)²; wilson: Σ |zᵢ - z| / 8, over the eight neighbours, in metres. A cell at the raster's \
            edge or with a neighbour that has no data has none.
            """,
        source: "Riley, DeGloria and Elliot (1999); Wilson et al. (2007); both as in gdaldem.")

    private let measure: SurfaceMeasure

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        let kind: TerrainMeasure = try settings.text("kind") == "riley" ? .rileyRuggedness : .wilsonRuggedness
        measure = try SurfaceMeasure(kind, settings, on: grid, isScaled: false)
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) { measure.apply(to: inputs[0], into: output) }
}
