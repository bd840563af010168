/// How a cell of the grid gets its value from a source's cells.
package enum Resampling: String, Hashable, Sendable, Codable, CaseIterable {
    /// The cell in which its centre lies; for classes.
    case nearest
    /// Linear between the four centres around it; over more where the source's cells are smaller.
    case bilinear
    /// Cubic convolution (a = -0.5) over sixteen centres; over more where the source's cells are smaller.
    case cubic
    /// Mean of all valid cells that it covers, weighted by area.
    case average
    /// The most frequent value of all valid cells that it covers; for classes.
    case mode
}
