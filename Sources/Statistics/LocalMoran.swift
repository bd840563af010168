package import Operations

/// Where cells are alike their neighbours, or stand out among them.
package struct LocalMoran: Procedure {
    package static let declaration = Operation(
        name: "local-moran",
        summary: "Gives local Moran's I: above 0 where a value is like its neighbours', below where it stands out.",
        family: .statistics,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            AssociationText.radius, AssociationText.method,
            AssociationText.permutations, AssociationText.significance, .seed,
        ],
        outputs: [.init("out", .raster), .init("p", .raster), .init("quadrant", .raster)], memory: .twoPass,
        halo: "radius cells",
        formula: AssociationText.moran + """
            \u{20}Neighbours are the cells with a value in the square around the cell, cut at the raster's edge.\u{20}
            """ + AssociationText.pool,
        source: AssociationText.moranSource)

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        try RasterAssociation(kind: .moran, radius: try settings.integer("radius")).run(at: bench, settings)
    }
}
