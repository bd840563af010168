import Glibc

/// The file that a stranger sent, before GDAL sees its name.
enum InputFile {
    /// Bytes of the file at `path`; an error where GDAL must not be given that name.
    ///
    /// GDAL: a name such as `PG:...` is a connection and `/vsicurl/...` a request, so only an absolute path to a
    /// regular file passes; a FIFO would block the open for ever.
    @discardableResult
    static func check(_ path: String) throws(RasterError) -> Int {
        let operation = "open \(path)"
        guard path.hasPrefix("/"), !path.hasPrefix("/vsi"), !path.utf8.contains(0) else {
            throw RasterError(
                .illegalArgument, operation: operation, messages: ["not an absolute path of the file system"],
                remedy: "Give the file's absolute path")
        }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw .system(operation) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw RasterError(
                .missing, operation: operation, messages: ["not a regular file"], remedy: "Deliver the file itself")
        }
        guard status.st_size > 0 else {
            throw RasterError(
                .noData, operation: operation, messages: ["the file is empty: zero bytes"], remedy: "Send it again")
        }
        return Int(status.st_size)
    }

    /// The same path with another extension, which names what lies beside the file.
    static func beside(_ path: String, extension other: String) -> String {
        let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        guard let dot = path[name...].lastIndex(of: "."), dot > name else { return path + "." + other }
        return path[..<dot] + "." + other
    }
}
