package import KernelTypes
package import Survey

/// Visits every row of one input from north to south, in strips; callable as often as passes are needed.
package typealias RasterScan = (_ input: Int, _ visit: (Strip) -> Void) throws -> Void

/// An operation from rasters to one raster that is done strip by strip, so that memory is bounded whatever the size.
///
/// Its result depends on the raster alone, never on how it was cut into strips.
package protocol StripTransform: Sendable {
    /// The registry's entry.
    static var declaration: Operation { get }

    /// Takes parameters that `Operation.resolve` has checked.
    init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError)

    /// Rows of input that it needs above and below each row of output.
    var halo: Int { get }

    /// Takes figures of the whole raster before the first strip is written; most need none.
    mutating func learn(from scan: RasterScan) throws

    /// Writes the output's rows. Each input holds these rows and the halo, as far as the raster reaches.
    func apply(to inputs: [Strip], into output: Strip)

    /// What was learned, for the manifest, such as `median`.
    var figures: [String: Double] { get }
}

extension StripTransform {
    package var halo: Int { 0 }
    package mutating func learn(from scan: RasterScan) throws {}
    package var figures: [String: Double] { [:] }
}
