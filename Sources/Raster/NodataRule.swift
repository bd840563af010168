/// Which values of a source are "no data", besides NaN, infinities and the field's dummies.
package enum NodataRule: Hashable, Sendable, Codable {
    /// What the file declares.
    case declared
    /// Nothing: the file's declaration is known to be wrong.
    case ignored
    /// What the file declares, and these values of its own cells (before scale and offset).
    case also([Double])
}
