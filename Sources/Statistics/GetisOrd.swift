package import Operations

/// Hot spots and cold spots: where high or low values gather.
package struct GetisOrd: Procedure {
    package static let declaration = Operation(
        name: "getis-ord", summary: "Gives Getis and Ord's G*: high where high values gather, low where low ones do.",
        family: .statistics,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            AssociationText.radius, AssociationText.method,
            AssociationText.permutations, .seed,
        ],
        outputs: [.init("out", .raster), .init("p", .raster)], memory: .twoPass, halo: "radius cells",
        formula: AssociationText.getis + """
            \u{20}Neighbours are the cells with a value in the square around the cell, cut at the raster's edge.\u{20}
            """ + AssociationText.pool,
        source: AssociationText.getisSource)

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        try RasterAssociation(kind: .getis, radius: try settings.integer("radius")).run(at: bench, settings)
    }
}
