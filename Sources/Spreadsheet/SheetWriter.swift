import CXLSX
import Survey

/// Writes one table on a sheet, with a head that stays and filters.
// @safe: the page and the formats belong to the workbook, and are used only until it is closed.
@safe struct SheetWriter {
    let page: UnsafeMutablePointer<lxw_worksheet>
    let formats: CellFormats

    func write(_ table: Table) -> lxw_error {
        for (column, name) in table.columns.enumerated() {
            let status = unsafe write(name, row: 0, column: column, formats.head)
            guard status == LXW_NO_ERROR else { return status }
            _ = unsafe worksheet_set_column(
                page, UInt16(column), UInt16(column), Double(min(40, max(10, name.utf16.count + 2))), nil)
        }
        for (row, values) in table.rows.enumerated() {
            for (column, value) in values.enumerated() {
                let status = write(value, row: row + 1, column: column, name: table.columns[column])
                guard status == LXW_NO_ERROR else { return status }
            }
        }
        unsafe worksheet_freeze_panes(page, 1, 0)
        if !table.columns.isEmpty {
            _ = unsafe worksheet_autofilter(page, 0, 0, UInt32(table.rows.count), UInt16(table.columns.count - 1))
        }
        return LXW_NO_ERROR
    }

    private func write(_ value: Table.Value, row: Int, column: Int, name: String) -> lxw_error {
        switch value {
        case .text(let text): return unsafe write(text, row: row, column: column, formats.text)
        case .whole(let number):
            return unsafe worksheet_write_number(
                page, UInt32(row), UInt16(column), Double(number), formats.number(name, isWhole: true))
        case .number(let number) where number.isFinite:
            return unsafe worksheet_write_number(
                page, UInt32(row), UInt16(column), number, formats.number(name, isWhole: false))
        case .number, .missing: return LXW_NO_ERROR
        }
    }

    private func write(
        _ text: String, row: Int, column: Int, _ format: UnsafeMutablePointer<lxw_format>?
    ) -> lxw_error {
        // An empty string is no cell.
        guard !text.isEmpty else { return LXW_NO_ERROR }
        return unsafe CellText.plain(text).withCString {
            unsafe worksheet_write_string(page, UInt32(row), UInt16(column), $0, format)
        }
    }
}
