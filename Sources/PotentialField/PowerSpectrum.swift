import KernelTypes
package import Operations
import Survey

/// The radial power spectrum of a field, and the depths that its slopes tell.
package struct PowerSpectrum: Procedure {
    package static let declaration = Operation(
        name: "power-spectrum",
        summary: "Gives the power of a field by wavelength, and the depths of sources that its slopes tell.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter("slope_bins", .integer(from: 3, to: 101), default: 5, "bins that a slope is taken over")
        ],
        outputs: [.init("out", .table)], memory: .whole,
        formula: """
            The mean of |F(k)|² over all waves with k in rings as wide as the lowest wavenumber of the padded raster, up to \
            the shorter Nyquist wavenumber; its logarithm falls by 2 h k over an ensemble of sources whose tops lie at \
            depth h, so that h = -½ d ln P / dk. The figures give the two depths of the best two straight pieces.
            """,
        source: "Spector and Grant (1970), Statistical models for interpreting aeromagnetic data.")

    private let slopeBins: Int

    package init(_ settings: Settings) throws(OperationError) {
        slopeBins = try settings.integer("slope_bins")
    }

    package func run(at bench: any Workbench) throws {
        let field = try Field(from: bench, of: Self.declaration)
        let block = try field.whole(parts: 0, at: bench, for: Self.declaration)
        let rings = try block.rings(at: bench).filter { $0.waves > 0 && $0.power > 0 }
        let points = rings.map { (k: $0.wavenumber, ln: Elementary.log($0.power)) }
        var table = Table(columns: ["cycles_per_km", "wavelength_m", "waves", "ln_power", "depth_m"])
        for (index, ring) in rings.enumerated() {
            let first = max(0, index - slopeBins / 2)
            let part = points[first..<min(points.count, first + slopeBins)]
            let slope = Self.line(part).slope
            table.rows.append([
                .number(1_000 * ring.wavenumber / Wave.turn), .number(Wave.turn / ring.wavenumber), .whole(ring.waves),
                .number(points[index].ln), part.count > 2 ? .number(-0.5 * slope) : .missing,
            ])
        }
        try bench.give(table: table, to: "out")
        guard let depths = Self.twoDepths(points) else { return }
        bench.record("deep_m", depths.deep)
        bench.record("shallow_m", depths.shallow)
    }

    /// The depths of the two straight pieces that fit best, the long waves first; `nil` for fewer than 6 rings.
    static func twoDepths(_ points: [(k: Double, ln: Double)]) -> (deep: Double, shallow: Double)? {
        guard points.count >= 6 else { return nil }
        var best: (misfit: Double, deep: Double, shallow: Double)?
        for middle in 3...(points.count - 3) {
            let long = line(points[..<middle])
            let short = line(points[middle...])
            let misfit = long.squares + short.squares
            if misfit < best?.misfit ?? .infinity { best = (misfit, -0.5 * long.slope, -0.5 * short.slope) }
        }
        return best.map { ($0.deep, $0.shallow) }
    }

    /// The least-squares line through points.
    private static func line(_ points: ArraySlice<(k: Double, ln: Double)>) -> (slope: Double, squares: Double) {
        let count = Double(points.count)
        let k = points.reduce(0) { $0 + $1.k } / count
        let ln = points.reduce(0) { $0 + $1.ln } / count
        let kk = points.reduce(0) { $0 + ($1.k - k) * ($1.k - k) }
        let kl = points.reduce(0) { $0 + ($1.k - k) * ($1.ln - ln) }
        let slope = kk > 0 ? kl / kk : 0
        return (
            slope,
            points.reduce(0) { sum, point in
                let rest = point.ln - ln - slope * (point.k - k)
                return sum + rest * rest
            }
        )
    }
}
