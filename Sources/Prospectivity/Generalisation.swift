/// How the weights of many classes become few that can be trusted.
///
/// Ordered classes are cut in two: at the cut, W+ inside and W- outside. The others keep their own W+, and are left
/// out altogether where no class reaches the studentised limit.
package enum Generalisation: Hashable, Sendable, Codable {
    /// Every class has the W+ of its own area, not cumulated.
    case none
    /// Cut at the highest contrast; left out where no studentised contrast of the table reaches the limit.
    /// This is Geoscience Australia's rule.
    case maximumContrast
    /// Cut at the highest contrast among the classes whose studentised contrast reaches the limit.
    case maximumContrastAtLimit
    /// Cut at the highest studentised contrast, if that reaches the limit.
    case maximumStudentisedContrast
    /// Cut where told: for ordered classes the last favourable value, for the others the list of favourable classes.
    case manual([Double])

    /// The rules that a word chooses; a manual one needs its thresholds.
    package static let words: [String] = [
        "none", "maximum-contrast", "maximum-contrast-at-limit", "maximum-studentised-contrast",
    ]

    /// The rule of a word, `nil` for another word.
    package init?(word: String) {
        switch word {
        case "none": self = .none
        case "maximum-contrast": self = .maximumContrast
        case "maximum-contrast-at-limit": self = .maximumContrastAtLimit
        case "maximum-studentised-contrast": self = .maximumStudentisedContrast
        default: return nil
        }
    }
}
