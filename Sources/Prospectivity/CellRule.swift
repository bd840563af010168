package import KernelTypes

/// What scores cells from their evidence, and says why.
///
/// Strips stand in the order of the model's evidence and have the same rows; a cell where all evidence is missing has
/// no score.
package protocol CellRule: Sendable {
    /// Whether the score is a probability; otherwise it only ranks.
    var isProbability: Bool { get }
    /// What `contributions` are counted in, such as `log-odds`.
    var contributionUnit: String { get }

    /// Writes each cell's score and, where asked, the deviation of the score.
    func score(_ inputs: [Strip], into score: Strip, deviation: Strip?)

    /// Writes what each evidence adds to a cell's score; NaN where the cell has none.
    func contributions(of inputs: [Strip], into outputs: [Strip])
}

extension CellRule {
    /// The scores of some cases, each evidence as a column of values.
    func scores(of columns: [[Float]]) -> [Float] {
        let count = columns.first?.count ?? 0
        guard count > 0 else { return [] }
        let scores = Strip(columns: count, rows: 0..<1, rasterRows: 1)
        score(columns.map { Strip(columns: count, values: $0) }, into: scores, deviation: nil)
        return scores.cells.values
    }

    /// The scores of some rows of a sample.
    func scores(of sample: TrainingSample, _ rows: [Int]) -> [Float] {
        scores(of: sample.columns.map { column in rows.map { column[$0] } })
    }
}
