/// What a GeoPackage may hold so that opening and reading it runs nothing of its author's.
enum GeoPackageCheck {
    /// An error where the file holds a view, or a virtual table that is no R-tree.
    ///
    /// Triggers run on writing, and the file is only read.
    static func check(_ path: String) throws(RasterError) {
        for entry in try SQLiteSchema.entries(path) {
            let sql = entry.sql.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
            let isVirtual = sql.count > 1 && sql[0] == "create" && sql[1] == "virtual"
            let isRTree =
                entry.sql.lowercased().contains("using rtree") || entry.sql.lowercased().contains("using \"rtree\"")
            guard entry.type.lowercased() == "view" || (isVirtual && !isRTree) else { continue }
            throw RasterError(
                .externalReference, operation: "open \(path)",
                messages: [
                    "the GeoPackage holds a view or virtual table named \(entry.name), which would run on reading"
                ],
                remedy: "Export the layers as plain tables")
        }
    }
}
