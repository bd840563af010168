package import Operations
import Survey

/// A named ratio of bands that stands for a mineral group.
package struct AlterationIndex: Procedure {
    package static let declaration = Operation(
        name: "alteration-index",
        summary:
            "Gives a named band ratio that rises with an alteration mineral group, for Landsat, Sentinel-2 or ASTER.",
        family: .bands,
        inputs: AlterationFormula.bands.map {
            .init($0, .raster, "band \($0.dropFirst().uppercased()) of the sensor, as reflectance", isOptional: true)
        },
        parameters: [
            Parameter("sensor", .choice(AlterationFormula.sensors), "whose bands they are"),
            Parameter("index", .choice(AlterationFormula.indices), "what is looked for"),
        ],
        memory: .strip, formula: AlterationFormula.list,
        source: """
            Sabins (1999), Ore Geology Reviews 14; Segal (1982); van der Meer, van der Werff and van Ruitenbeek (2014), \
            Remote Sensing of Environment 148; Volesky, Stern and Johnson (2003), Precambrian Research 123; Rowan and Mars \
            (2003), Remote Sensing of Environment 84; Ninomiya (2003), IGARSS; Ninomiya, Fu and Cudahy (2005), Remote \
            Sensing of Environment 99; collected in Kalinowski and Oliver (2004), ASTER Mineral Index Processing Manual. Bands \
            of other sensors stand for those of the paper by their wavelengths.
            """)

    private let settings: Settings
    private let index: AlterationFormula
    private let formula: Formula

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        let (sensor, name) = (try settings.text("sensor"), try settings.text("index"))
        guard let index = AlterationFormula.of(name, sensor) else {
            let known = AlterationFormula.all.filter { $0.sensors.contains(sensor) }.map(\.name)
            throw settings.error(
                .outOfRange, "index", "the bands of \(sensor) do not tell '\(name)' apart",
                "write one of " + known.joined(separator: ", "))
        }
        self.index = index
        do {
            formula = try Formula(index.expression)
        } catch {
            throw settings.error(.outOfRange, "index", error.reason, error.remedy)
        }
    }

    package func run(at bench: any Workbench) throws {
        let missing = formula.names.filter { !bench.has($0) }
        guard missing.isEmpty else {
            throw settings.error(
                .missingInput, missing[0],
                "\(index.name) is \(index.expression), and \(missing.joined(separator: ", ")) of it is not given",
                "give " + missing.map { "--in \($0)=FILE" }.joined(separator: " "))
        }
        let layers = try formula.names.map { try bench.raster($0) }
        guard layers.allSatisfy({ $0.grid.hasSameCells(as: layers[0].grid) }) else {
            throw settings.error(
                .unfitInput, formula.names[0], "the bands do not have the same cells",
                "bring them to one grid with 'align'")
        }
        let sink = try bench.raster("out", on: layers[0].grid, unit: "")
        // Below the dark level a ratio says nothing: reflectances are above 0.
        let positive = formula.names.map { "where(\($0) > 0, 1, 0 / 0)" }.joined(separator: " * ")
        let guarded = try Formula("(\(index.expression)) * \(positive)")
        try guarded.write(layers, into: sink, at: bench)
    }
}
