/// Whether a Geosoft GXF has as many values as it says; GDAL fills what is missing.
///
/// Source: Grid eXchange Format revision 3, objects #POINTS, #ROWS, #GTYPE, #GRID.
enum GXFLayout {
    static func isWhole(_ file: borrowing MappedFile) -> Bool {
        var place = 0
        var numbers: [String: Int] = [:]
        while place < file.count {
            let line = text(file, &place)
            guard line.hasPrefix("#") else { continue }
            let key = line.uppercased()
            if key.hasPrefix("#GRID") {
                guard let columns = numbers["#POIN"], let rows = numbers["#ROWS"], columns > 0, rows > 0 else {
                    return false
                }
                // Base-90 values have a fixed width and repeats: GDAL's own check holds there.
                return (numbers["#GTYP"] ?? 0) != 0 || has(columns.multipliedReportingOverflow(by: rows), file, place)
            }
            let name = String(key.prefix(5))
            if ["#POIN", "#ROWS", "#GTYP"].contains(name), let value = Int(text(file, &place).trimmed) {
                numbers[name] = value
            }
        }
        return false
    }

    private static func text(_ file: borrowing MappedFile, _ place: inout Int) -> String {
        guard place < file.count else { return "" }
        let end = file.first(10, from: place) ?? file.count
        let line = String(decoding: file.bytes(place..<min(end, place + 256)), as: UTF8.self).trimmed
        place = end + 1
        return line
    }

    private static func has(
        _ needed: (partialValue: Int, overflow: Bool), _ file: borrowing MappedFile, _ start: Int
    ) -> Bool {
        guard !needed.overflow, needed.partialValue <= file.count else { return false }
        var count = 0
        var isInside = false
        for place in min(start, file.count)..<file.count {
            let isBlank = file[place] <= 32
            if !isBlank && !isInside { count += 1 }
            isInside = !isBlank
        }
        return count >= needed.partialValue
    }
}
