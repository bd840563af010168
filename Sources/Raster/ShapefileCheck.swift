/// Whether the parts of a shapefile are as long as they say.
///
/// Source: ESRI Shapefile Technical Description (1998), main file header; dBASE III table header.
enum ShapefileCheck {
    static func check(_ path: String) throws(RasterError) {
        let shapes = try MappedFile(reading: path)
        let words = shapes.integer(at: 24, size: 4, bigEndian: true) ?? 0
        guard shapes.integer(at: 0, size: 4, bigEndian: true) == 9994, Int(words) * 2 <= shapes.count else {
            throw cut(path)
        }
        for name in ["dbf", "DBF"] {
            let beside = InputFile.beside(path, extension: name)
            guard let table = try existing(beside) else { continue }
            try check(table, beside)
        }
    }

    private static func check(_ table: borrowing MappedFile, _ path: String) throws(RasterError) {
        let rows = Int(table.integer(at: 4, size: 4, bigEndian: false) ?? 0)
        let header = Int(table.integer(at: 8, size: 2, bigEndian: false) ?? 0)
        let row = Int(table.integer(at: 10, size: 2, bigEndian: false) ?? 0)
        guard header >= 33, header + rows * row <= table.count else { throw cut(path) }
    }

    private static func existing(_ path: String) throws(RasterError) -> MappedFile? {
        do {
            return try MappedFile(reading: path)
        } catch  where error.code == .missing {
            return nil
        }
    }

    private static func cut(_ path: String) -> RasterError {
        RasterError(
            .corruptData, operation: "open \(path)", messages: ["the file is shorter than its own header says"],
            remedy: "Send the file again, whole, with the other parts of the shapefile")
    }
}
