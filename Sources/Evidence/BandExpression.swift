import KernelTypes
package import Operations
import Survey

/// Arithmetic over named layers.
package struct BandExpression: Procedure {
    package static let declaration = Operation(
        name: "expression", summary: "Computes a layer from others by an expression over their names.", family: .bands,
        inputs: [.init("in", .raster, "the layers that the expression names", isMany: true)],
        parameters: [
            Parameter(
                "expression", .text,
                """
                such as 'where(swir1 > 0, swir1 / swir2, 0)'; operators + - * / ^ < <= > >= == !=, functions min max abs \
                log log2 log10 exp sqrt where; a layer by its name or the name of its file, in quotes where that is not a word
                """),
            Parameter("unit", .text, default: "", "unit of the result"),
        ],
        memory: .strip,
        formula: """
            Cell by cell in double precision; ^ before sign before * / before + - before comparisons, which give 1 or 0; \
            where(c, a, b) is a where c is not 0, else b. No data in what is used gives no data, and so do a division by 0, \
            the logarithm of what is not above 0, the root of a negative number, and any result that no cell can hold.
            """,
        source: "Map algebra: Tomlin (1990); arithmetic: IEEE 754-2019.")

    private let settings: Settings
    private let formula: Formula

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        let text = try settings.text("expression")
        do {
            formula = try Formula(text)
        } catch {
            throw settings.error(
                .outOfRange, "expression",
                "'\(text.prefix(200))' is no expression at character \(error.position): \(error.reason)", error.remedy)
        }
    }

    package func run(at bench: any Workbench) throws {
        let layers = try bench.rasters("in")
        let known = layers.map(\.name)
        let used = try formula.names.map { name in
            guard let place = Self.place(of: name, among: known) else {
                throw settings.error(
                    .unknownInput, "expression", "there is no layer '\(name)' among the inputs",
                    suggestion(for: name, among: known.map(Self.stem)))
            }
            return layers[place]
        }
        try formula.write(used, into: bench.raster("out", on: used[0].grid, unit: settings.text("unit")), at: bench)
    }

    /// By the whole name, else by the file's name without folder and ending where only one has it.
    private static func place(of name: String, among known: [String]) -> Int? {
        if let place = known.firstIndex(of: name) { return place }
        let places = known.indices.filter { stem(known[$0]) == name }
        return places.count == 1 ? places[0] : nil
    }

    private static func stem(_ name: String) -> String {
        let file = name.split(separator: "/").last.map(String.init) ?? name
        return file.split(separator: ".").first.map(String.init) ?? file
    }
}

extension Formula {
    /// Computes a raster from others, given in the order of `names`.
    func write(_ layers: [any RasterSource], into sink: any RasterSink, at bench: any Workbench) throws {
        let grid = sink.grid
        let bands = grid.bands(ofAtMost: max(1, (1 << 17) / grid.columns))
        try bench.inParallel(bands.count) { index in
            let inputs = try layers.map { try $0.strip(bands[index]) }
            let output = Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows)
            var stack = Stack(for: self, columns: grid.columns)
            for row in output.rows { evaluate(inputs.map { $0.row(row) }, &stack, into: output.row(row)) }
            try sink.write(output)
        }
    }
}
