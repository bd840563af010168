import CXLSX

/// The formats of a workbook's cells.
// @safe: the formats belong to the workbook, and are used only until it is closed.
@safe struct CellFormats {
    let head: UnsafeMutablePointer<lxw_format>?
    let text: UnsafeMutablePointer<lxw_format>?
    private let whole: UnsafeMutablePointer<lxw_format>?
    private let dollars: UnsafeMutablePointer<lxw_format>?
    private let share: UnsafeMutablePointer<lxw_format>?
    private let degrees: UnsafeMutablePointer<lxw_format>?
    private let coarse: UnsafeMutablePointer<lxw_format>?
    private let fine: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        func format(_ number: String) -> UnsafeMutablePointer<lxw_format>? {
            let format = unsafe workbook_add_format(book)
            unsafe number.withCString { _ = unsafe format_set_num_format(format, $0) }
            return unsafe format
        }
        unsafe head = workbook_add_format(book)
        unsafe format_set_bold(head)
        unsafe format_set_text_wrap(head)
        unsafe format_set_bottom(head, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe text = format("@")
        unsafe whole = format("0")
        unsafe dollars = format("#,##0")
        unsafe share = format("0.0%")
        unsafe degrees = format("0.000000")
        unsafe coarse = format("#,##0.00")
        unsafe fine = format("0.0000")
    }

    /// The format of a column of numbers, by the unit at the end of its name.
    func number(_ column: String, isWhole: Bool) -> UnsafeMutablePointer<lxw_format>? {
        if isWhole { return unsafe whole }
        if column.contains("_USD") || column.hasSuffix("USD") { return unsafe dollars }
        if ["top5", "top10", "chance", "coverage", "agreement"].contains(column) { return unsafe share }
        if ["longitude", "latitude"].contains(column) { return unsafe degrees }
        let units = ["_km2", "_m", "_h", "_Mt", "_x", "_y", "_t", "_p10", "_p50", "_p90"]
        return unsafe units.contains { column.hasSuffix($0) } ? coarse : fine
    }
}
