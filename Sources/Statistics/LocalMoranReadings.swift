package import Operations

/// Where cells are alike their neighbours, or stand out among them.
package struct LocalMoranReadings: Procedure {
    package static let declaration = Operation(
        name: "local-moran-readings",
        summary: "Gives local Moran's I: above 0 where a value is like its neighbours', below where it stands out.",
        family: .statistics,
        inputs: [.init("in", .readings, "readings with the channel")],
        parameters: [
            AssociationText.channel, AssociationText.neighbours, AssociationText.distance, AssociationText.method,
            AssociationText.permutations, AssociationText.significance, .seed,
        ],
        outputs: [.init("out", .readings)], memory: .features,
        formula: AssociationText.moran + """
            \u{20}Neighbours are the nearest readings (of equally near ones the earlier), or all within 'distance'; \
            readings in degrees are brought to the grid's CRS first. Channels are added.\u{20}
            """ + AssociationText.pool,
        source: AssociationText.moranSource)

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        try ReadingAssociation(kind: .moran).run(at: bench, settings)
    }
}
