/// Names of elements and their oxides, as assays call their columns.
enum ElementName {
    private static let symbols: Set<String> = Set(
        """
        H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo \
        Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb \
        Bi Th U
        """.split(separator: " ").map(String.init))

    /// `Cu`, `SiO2`, `Fe2O3`; `Bal` and `LE` for what is not measured.
    static func isOne(_ text: some StringProtocol) -> Bool {
        if symbols.contains(String(text)) || text == "Bal" || text == "LE" { return true }
        guard let oxygen = text.lastIndex(of: "O"), oxygen > text.startIndex else { return false }
        let behind = text[text.index(after: oxygen)...]
        guard behind.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
        let metal = String(text[..<oxygen].reversed().drop { $0.isNumber }.reversed())
        return symbols.contains(metal)
    }
}
