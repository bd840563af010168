/// Standard atomic weights, and what part of an oxide its element is.
enum AtomicWeight {
    /// IUPAC (Prohaska et al. 2022), Standard atomic weights of the elements 2021, abridged to five digits.
    static let table: [String: Double] = [
        "H": 1.0080, "Li": 6.94, "Be": 9.0122, "B": 10.81, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998,
        "Na": 22.990, "Mg": 24.305, "Al": 26.982, "Si": 28.085, "P": 30.974, "S": 32.06, "Cl": 35.45, "K": 39.098,
        "Ca": 40.078, "Sc": 44.956, "Ti": 47.867, "V": 50.942, "Cr": 51.996, "Mn": 54.938, "Fe": 55.845, "Co": 58.933,
        "Ni": 58.693, "Cu": 63.546, "Zn": 65.38, "Ga": 69.723, "Ge": 72.630, "As": 74.922, "Se": 78.971, "Br": 79.904,
        "Rb": 85.468, "Sr": 87.62, "Y": 88.906, "Zr": 91.224, "Nb": 92.906, "Mo": 95.95, "Ru": 101.07, "Rh": 102.91,
        "Pd": 106.42, "Ag": 107.87, "Cd": 112.41, "In": 114.82, "Sn": 118.71, "Sb": 121.76, "Te": 127.60, "I": 126.90,
        "Cs": 132.91, "Ba": 137.33, "La": 138.91, "Ce": 140.12, "Pr": 140.91, "Nd": 144.24, "Sm": 150.36, "Eu": 151.96,
        "Gd": 157.25, "Tb": 158.93, "Dy": 162.50, "Ho": 164.93, "Er": 167.26, "Tm": 168.93, "Yb": 173.05, "Lu": 174.97,
        "Hf": 178.49, "Ta": 180.95, "W": 183.84, "Re": 186.21, "Os": 190.23, "Ir": 192.22, "Pt": 195.08, "Au": 196.97,
        "Hg": 200.59, "Tl": 204.38, "Pb": 207.2, "Bi": 208.98, "Th": 232.04, "U": 238.03,
    ]

    /// An oxide's element and the mass of it in one of the oxide: `Fe2O3` is iron, 0.69943. An element is itself, 1.
    ///
    /// `nil` for what is neither.
    static func element(in formula: String) -> (symbol: String, part: Double)? {
        if table[formula] != nil { return (formula, 1) }
        let parts = self.parts(of: formula)
        guard parts.count == 2, parts[1].symbol == "O", parts[0].symbol != "O", let oxygen = table["O"],
            let weight = table[parts[0].symbol]
        else { return nil }
        let metal = weight * Double(parts[0].count)
        return (parts[0].symbol, metal / (metal + oxygen * Double(parts[1].count)))
    }

    /// `Al2O3` as Al 2, O 3; empty for what is no formula.
    private static func parts(of formula: String) -> [(symbol: String, count: Int)] {
        var parts: [(symbol: String, digits: String)] = []
        for letter in formula {
            if letter.isASCII, letter.isUppercase {
                parts.append((String(letter), ""))
            } else if letter.isASCII, letter.isLowercase, let last = parts.indices.last, parts[last].digits.isEmpty {
                parts[last].symbol.append(letter)
            } else if letter.isASCII, letter.isNumber, let last = parts.indices.last {
                parts[last].digits.append(letter)
            } else {
                return []
            }
        }
        let counted = parts.map { (symbol: $0.symbol, count: $0.digits.isEmpty ? 1 : Int($0.digits) ?? 0) }
        return counted.allSatisfy { $0.count > 0 && $0.count < 20 } ? counted : []
    }
}
