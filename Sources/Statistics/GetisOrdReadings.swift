package import Operations

/// Hot spots and cold spots: where high or low values gather.
package struct GetisOrdReadings: Procedure {
    package static let declaration = Operation(
        name: "getis-ord-readings",
        summary: "Gives Getis and Ord's G*: high where high values gather, low where low ones do.", family: .statistics,
        inputs: [.init("in", .readings, "readings with the channel")],
        parameters: [
            AssociationText.channel, AssociationText.neighbours, AssociationText.distance, AssociationText.method,
            AssociationText.permutations, .seed,
        ],
        outputs: [.init("out", .readings)], memory: .features,
        formula: AssociationText.getis + """
            \u{20}Neighbours are the nearest readings (of equally near ones the earlier), or all within 'distance'; \
            readings in degrees are brought to the grid's CRS first. Channels are added.\u{20}
            """ + AssociationText.pool,
        source: AssociationText.getisSource)

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        try ReadingAssociation(kind: .getis).run(at: bench, settings)
    }
}
