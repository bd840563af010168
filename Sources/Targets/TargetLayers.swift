package import KernelTypes

/// The same rows of all that targets are made from.
package struct TargetLayers {
    package var score: Strip
    package var uncertainty: Strip?
    /// What each evidence adds to each cell's score; only asked for where the rows hold a target's cell.
    package var contributions: () throws -> [Strip]

    package init(
        score: Strip, uncertainty: Strip? = nil, contributions: @escaping () throws -> [Strip] = { [] }
    ) {
        self.score = score
        self.uncertainty = uncertainty
        self.contributions = contributions
    }
}
