/// The CRS of an ASEG-GDF2 delivery, from the `.met` or `.prj` beside it or the DATUM and PROJECTION of its columns.
enum AsegProjection {
    static func crs(_ input: InstrumentInput, _ columns: AsegColumns, notes: inout [String]) -> String? {
        let companion = input.companion("met", "prj")
        let line = companion.flatMap { file in
            TextLines.head(file.bytes, count: 40).first { $0.uppercased().hasPrefix("PROJ") }.map {
                $0.dropFirst(4).trimmed
            }
        }
        // The column's own words go before a file that may tell of another column.
        let own = columns.datum.isEmpty && columns.projection.isEmpty ? columns.words : ""
        if columns.isGeographic {
            let stated = [columns.datum, own, line ?? ""].compactMap(datum)
            if let first = stated.first {
                if Set(stated).count > 1 {
                    notes.append(
                        "the column tells the datum \(first), \(companion?.name.shown ?? "") \(stated[stated.count - 1])"
                    )
                }
                if let code = geographic(first) { return code }
            }
        } else {
            for (datum, projection) in [(columns.datum, columns.projection), (line ?? "", line ?? ""), (own, own)] {
                if let code = projected(datum: datum, projection: projection) { return code }
            }
        }
        if let line {
            notes.append("\(line.prefix { $0 != "\t" }.shown) in \(companion?.name.shown ?? "") is not known as a CRS")
        } else if !columns.datum.isEmpty || !columns.projection.isEmpty {
            notes.append(
                "datum \(columns.datum.shown) with projection \(columns.projection.shown) is not known as a CRS")
        }
        return nil
    }

    private static func datum(_ text: String) -> String? {
        let text = text.uppercased().filter { $0.isLetter || $0.isNumber }
        return ["GDA2020", "GDA94", "AGD84", "AGD66", "WGS84"].first { text.contains($0) }
    }

    private static func geographic(_ text: String) -> String? {
        ["GDA2020": 7844, "GDA94": 4283, "AGD84": 4203, "AGD66": 4202, "WGS84": 4326][datum(text) ?? ""].map {
            "EPSG:\($0)"
        }
    }

    /// `GDA94 / Map Grid of Australia zone 55`, `GDA94 / UTM zone 54S`, `AGD66` with `AMG54`, `GDA94` with `MGA54`.
    private static func projected(datum text: String, projection: String) -> String? {
        guard let datum = datum(text) else { return nil }
        let name = projection.uppercased()
        guard
            name.contains("MAP GRID OF AUSTRALIA") || name.contains("MGA") || name.contains("AMG")
                || name.contains("UTM ZONE")
        else { return nil }
        let behind = ["ZONE ", "MGA", "AMG"].lazy.compactMap { mark in
            name.firstPlace(of: mark).map { name[$0...].dropFirst(mark.count).drop { $0 == " " } }
        }.first
        guard let behind, let zone = Int(behind.prefix { $0.isNumber }) else { return nil }
        // Zones of Australia: the epsg codes of these families are defined for them only.
        switch (datum, zone) {
        case ("GDA2020", 46...59): return "EPSG:\(7_800 + zone)"
        case ("GDA94", 46...59): return "EPSG:\(28_300 + zone)"
        case ("AGD84", 48...58): return "EPSG:\(20_300 + zone)"
        case ("AGD66", 48...58): return "EPSG:\(20_200 + zone)"
        case ("WGS84", 1...60) where behind.dropFirst(String(zone).count).hasPrefix("S"): return "EPSG:\(32_700 + zone)"
        case ("WGS84", 1...60) where behind.dropFirst(String(zone).count).hasPrefix("N"): return "EPSG:\(32_600 + zone)"
        default: return nil
        }
    }
}
