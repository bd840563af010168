/// Invented names of hills and wadis in the manner of Balochistan; none is meant to be a real place.
struct PlaceNames {
    private static let first = [
        "Siah", "Sohr", "Zard", "Ispet", "Sabz", "Bor", "Mash", "Gwand", "Nok", "Kohn", "Drag", "Zurr",
    ]
    private static let second = ["Tappa", "Burz", "Garr", "Kaur", "Dagar", "Band", "Gatt", "Dok"]

    private var names: [String]

    init(_ random: inout SeededGenerator) {
        names = Self.first.flatMap { first in Self.second.map { "\(first) \($0)" } }
        random.shuffle(&names)
    }

    /// A name that was not given yet.
    mutating func next() -> String {
        precondition(!names.isEmpty, "more names are asked for than were invented")
        return names.removeLast()
    }
}
