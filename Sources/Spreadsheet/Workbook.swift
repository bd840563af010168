import CXLSX
package import Survey

/// Tables as an Excel workbook (`.xlsx`); the same tables give the same bytes.
///
/// Text is always written as text: what begins like a formula stays what was written, and nothing is made a link.
package struct Workbook: Sendable {
    /// One table with the name of its sheet.
    package struct Sheet: Hashable, Sendable {
        package var name: String
        package var table: Table

        package init(_ name: String, _ table: Table) {
            self.name = name
            self.table = table
        }
    }

    private let sheets: [Sheet]
    private let title: String

    package init(_ sheets: [Sheet], title: String = "") {
        self.sheets = sheets
        self.title = title
    }

    /// Writes the file; its folder also holds what is written on the way.
    package func write(to path: String) throws(SpreadsheetError) {
        guard !sheets.isEmpty else {
            throw SpreadsheetError(reason: "\(path): a workbook has at least one sheet", remedy: "give a table")
        }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let status = unsafe folder.withCString { folder in
            unsafe path.withCString { unsafe write(to: $0, folder: UnsafeMutablePointer(mutating: folder)) }
        }
        guard status == LXW_NO_ERROR else {
            throw SpreadsheetError(
                reason: "\(path) cannot be written: \(Self.text(status))",
                remedy: "check the folder, its permissions and the room left on the disk")
        }
    }

    private static func text(_ status: lxw_error) -> String {
        guard let text = unsafe lxw_strerror(status) else { return "error \(status.rawValue)" }
        return unsafe String(cString: text)
    }

    private func write(to path: UnsafePointer<CChar>, folder: UnsafeMutablePointer<CChar>) -> lxw_error {
        var options = unsafe lxw_workbook_options()
        unsafe options.tmpdir = folder
        guard let book = unsafe workbook_new_opt(path, &options) else { return LXW_ERROR_MEMORY_MALLOC_FAILED }
        unsafe describe(book)
        let formats = unsafe CellFormats(book)
        for (sheet, name) in zip(sheets, SheetName.names(sheets.map(\.name))) {
            guard let page = unsafe name.withCString({ unsafe workbook_add_worksheet(book, $0) }) else { continue }
            let status = unsafe SheetWriter(page: page, formats: formats).write(sheet.table)
            if status != LXW_NO_ERROR {
                _ = unsafe workbook_close(book)
                return status
            }
        }
        return unsafe workbook_close(book)
    }

    /// A fixed time, so that the file's bytes come from its content alone.
    private func describe(_ book: UnsafeMutablePointer<lxw_workbook>) {
        unsafe CellText.plain(title).withCString { title in
            unsafe "Gossan".withCString { author in
                var properties = unsafe lxw_doc_properties()
                unsafe properties.title = UnsafeMutablePointer(mutating: title)
                unsafe properties.author = UnsafeMutablePointer(mutating: author)
                // 1 January 2000.
                unsafe properties.created = 946_684_800
                _ = unsafe workbook_set_properties(book, &properties)
            }
        }
    }
}
