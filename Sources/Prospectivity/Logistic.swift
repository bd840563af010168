import KernelTypes

/// Log-odds and probabilities.
package enum Logistic {
    /// 1 / (1 + exp(-logit)), without overflow; NaN gives NaN.
    package static func probability(_ logit: Double) -> Double {
        if logit > 0 { return 1 / (1 + Elementary.exp(-logit)) }
        let odds = Elementary.exp(logit)
        return odds / (1 + odds)
    }

    /// ln(p / (1 - p)).
    package static func logit(_ probability: Double) -> Double {
        Elementary.log(probability / (1 - probability))
    }
}
