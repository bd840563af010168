import KernelTypes
import Operations
import Survey

/// The three rasters of a ternary radioelement image, each stretched to 0...1.
struct TernaryStretch: Procedure {
    static let declaration = Operation(
        name: "ternary", summary: "Stretches K, eTh and eU to the red, green and blue of a ternary image.",
        family: .bands,
        inputs: [
            .init("k", .raster, "potassium"), .init("th", .raster, "equivalent thorium"),
            .init("u", .raster, "equivalent uranium"),
        ],
        parameters: [
            Parameter("low", .number(from: 0, to: 50), unit: "%", default: 2, "percentile that becomes 0"),
            Parameter("high", .number(from: 50, to: 100), unit: "%", default: 98, "percentile that becomes 1"),
        ],
        outputs: [.init("red", .raster), .init("green", .raster), .init("blue", .raster), .init("qc", .document)],
        memory: .whole,
        formula: "(v - p_low)/(p_high - p_low), cut to 0...1; no data where one of the three has none.",
        source: "IAEA (2003), TECDOC-1363: K red, Th green, U blue.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        let sources = [try bench.raster("k"), try bench.raster("th"), try bench.raster("u")]
        let grid = sources[0].grid
        guard sources.allSatisfy({ $0.grid.hasSameCells(as: grid) }) else {
            throw settings.error(.unfitInput, "th", "the three rasters have different cells", "align them to one grid")
        }
        try bench.require(bytes: 8 * 4 * grid.cellCount, of: Self.declaration, for: "three rasters and one in order")
        let strips = try sources.map { try $0.whole() }
        let (low, high) = (try settings.number("low") / 100, try settings.number("high") / 100)
        var quality = QualityRecord(settings.operation)
        for (index, output) in ["red", "green", "blue"].enumerated() {
            let source = strips[index]
            let sample = Sample((0..<source.cells.count).lazy.map { Double(source.cells[$0]) })
            guard sample.count > 0 else {
                throw settings.error(
                    .unfitInput, output, "\(sources[index].name) has no data", "give a raster with data")
            }
            let start = sample.quantile(low)
            let span = max(sample.quantile(high) - start, .leastNormalMagnitude)
            let stretched = Strip(columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows)
            for cell in 0..<grid.cellCount {
                let isWhole = strips.allSatisfy { $0.cells[cell].isFinite }
                let part = (Double(source.cells[cell]) - start) / span
                stretched.cells[cell] = isWhole ? Float(min(max(part, 0), 1)) : .nan
            }
            try bench.raster(output, on: grid, unit: "").write(stretched)
            quality.add("\(output)_zero_at", start, sources[index].unit)
            quality.add("\(output)_one_at", start + span, sources[index].unit)
        }
        quality.statements = ["\(sources[0].name) is red, \(sources[1].name) green, \(sources[2].name) blue."]
        try bench.give(value: quality, to: "qc")
    }
}
