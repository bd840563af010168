import Operations

extension Parameter {
    static let seed = Parameter(
        "seed", .integer(from: 0, to: 4_294_967_295), default: 1,
        "of the random numbers: the same seed gives the same result")

    /// The share below which a score is common.
    static let quantile = Parameter(
        "quantile", .number(from: 0, to: 1), default: 0.98,
        "the threshold is this quantile of the scores")
}

extension Settings {
    func seed() throws(OperationError) -> UInt64 { UInt64(try number("seed")) }

    /// A problem with what was given for `in`.
    func unfit(_ reason: String, _ remedy: String, input: String = "in") -> OperationError {
        error(.unfitInput, input, reason, remedy)
    }
}

extension Operation.Input {
    static let layers = Operation.Input("in", .raster, "the layers, on the same cells", isMany: true)
}
