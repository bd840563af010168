/// How fuzzy memberships of several layers become one: An, Moon and Rencz (1991); Bonham-Carter (1994), chapter 9.
package enum Overlay: Hashable, Sendable {
    /// The least membership.
    case and
    /// The greatest membership.
    case or
    /// The product of the memberships: decreasive.
    case product
    /// 1 - product of (1 - membership), the algebraic sum: increasive.
    case sum
    /// sum^gamma * product^(1 - gamma), gamma in 0...1; exactly the product at 0 and the sum at 1.
    case gamma(Float)

    /// Whether gamma, if there is one, lies in 0...1.
    package var isValid: Bool {
        if case .gamma(let gamma) = self { gamma >= 0 && gamma <= 1 } else { true }
    }
}
