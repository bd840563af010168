/// Which columns of a pXRF export hold concentrations, and which their errors.
struct XrayColumns {
    struct Element {
        /// `Cu`, `SiO2`.
        var name: String
        var value: Int
        var error: Int?
        /// Of the column's name, such as `Cu (ppm)`; empty where rows tell it.
        var unit: String
    }

    let elements: [Element]
    let vendor: String
    let units: Int?
    let latitude: Int?
    let longitude: Int?
    let date: Int?
    let time: Int?
    /// All columns that are none of these.
    let labels: [Int]

    private static let errorWords = ["error 1s", "error1s", "error", "err", "+/-", "±", "1s", "2s", "sigma"]

    /// `nil` where there are not at least three elements with errors.
    init?(_ names: [String]) {
        var values: [(name: String, column: Int, unit: String)] = []
        var errors: [String: [Int]] = [:]
        var own: Set<Int> = []
        for (index, full) in names.enumerated() {
            let column = ColumnName(full)
            let words = column.base.split(separator: " ", maxSplits: 1).map(String.init)
            guard let element = words.first, ElementName.isOne(element) else { continue }
            let rest = words.count > 1 ? words[1].lowercased().trimmed : ""
            if rest.isEmpty || rest == "concentration" {
                values.append((element, index, column.unit))
                own.insert(index)
            } else if Self.errorWords.contains(rest) {
                errors[element, default: []].append(index)
                own.insert(index)
            }
        }
        var seen: [String: Int] = [:]
        // Beams measure an element more than once: the second value has the second error.
        elements = values.map { value in
            let turn = seen[value.name, default: 0]
            seen[value.name] = turn + 1
            let found = errors[value.name] ?? []
            return Element(
                name: value.name, value: value.column, error: turn < found.count ? found[turn] : nil, unit: value.unit)
        }
        guard elements.count(where: { $0.error != nil }) >= 3 else { return nil }
        let lower = names.map { $0.lowercased() }
        func column(_ candidates: String...) -> Int? { lower.firstIndex { candidates.contains($0) } }
        units = column("units", "unit")
        latitude = column("latitude", "gps latitude", "lat")
        longitude = column("longitude", "gps longitude", "lon", "long")
        date = column("date", "datetime")
        time = column("time")
        vendor =
            lower.contains("instrument serial num")
            ? "Olympus/Evident"
            : lower.contains("sigma value") || lower.contains("reading no")
                ? "Thermo Niton"
                : lower.contains("file #") || lower.contains("elapsedtime")
                    ? "Bruker" : names.contains { $0.contains("+/-") } ? "SciAps" : "unnamed vendor"
        let places = Set([units, latitude, longitude].compactMap(\.self))
        labels = names.indices.filter { !own.contains($0) && !places.contains($0) && !names[$0].isEmpty }
    }
}
