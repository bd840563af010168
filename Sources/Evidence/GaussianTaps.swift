import KernelTypes
import Operations

/// The weights of a Gaussian, and of what is made from it, along one axis.
struct GaussianTaps: Sendable {
    static let deviation = Parameter(
        "sigma", .number(from: 0.1, to: 250), unit: "cells", default: 2, "standard deviation of the Gaussian")
    static let reach = Parameter(
        "truncate", .number(from: 1, to: 8), default: 4,
        "where the weights end, in standard deviations; the radius is truncate · sigma, rounded to whole cells")

    /// exp(-k² / 2σ²) for k = 0 ... radius.
    let weights: [Double]
    /// (1/2 - k² / 2σ²) exp(-k² / 2σ²): with `weights` crosswise, the two halves of a Mexican hat.
    let hat: [Double]

    var radius: Int { weights.count - 1 }

    init(_ settings: Settings) throws(OperationError) {
        let sigma = try settings.number("sigma")
        let radius = max(1, Int(try settings.number("truncate") * sigma + 0.5))
        let exponents = (0...radius).map { Double($0 * $0) / (2 * sigma * sigma) }
        weights = exponents.map { Elementary.exp(-$0) }
        hat = exponents.map { (0.5 - $0) * Elementary.exp(-$0) }
    }
}
