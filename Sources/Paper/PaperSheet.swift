import CHaru

/// A document while it is laid out: the pages so far, and how far down the last one is filled.
@safe final class PaperSheet {
    static let width: Float = 595.28
    static let height: Float = 841.89
    static let margin: Float = 48
    static var measure: Float { width - 2 * margin }

    let path: String
    private let document: HPDF_Doc
    private let plain: HPDF_Font
    private let bold: HPDF_Font
    private let footer: String
    private var page: HPDF_Page
    private var number = 0
    /// Points from the bottom of the page to where the next line's top lies.
    private(set) var top: Float = 0

    init(title: String, footer: String, path: String, fontFolder: String) throws(PaperError) {
        guard let document = unsafe HPDF_New(nil, nil) else {
            throw PaperError(file: path, reason: "there is no memory for the document", remedy: "free some")
        }
        unsafe HPDF_UseUTFEncodings(document)
        unsafe HPDF_SetCurrentEncoder(document, "UTF-8")
        // Pictures and type are compressed, and page contents.
        unsafe HPDF_SetCompressionMode(document, UInt32(HPDF_COMP_ALL))
        unsafe HPDF_SetInfoAttr(document, HPDF_INFO_TITLE, title)
        unsafe HPDF_SetInfoAttr(document, HPDF_INFO_CREATOR, "Gossan")
        func font(_ file: String) -> HPDF_Font? {
            guard let name = unsafe HPDF_LoadTTFontFromFile(document, "\(fontFolder)/\(file)", HPDF_BOOL(1)) else {
                return nil
            }
            return unsafe HPDF_GetFont(document, name, "UTF-8")
        }
        guard let plain = unsafe font("DejaVuSans.ttf"), let bold = unsafe font("DejaVuSans-Bold.ttf"),
            let page = unsafe HPDF_AddPage(document)
        else {
            unsafe HPDF_Free(document)
            throw PaperError(
                file: path, reason: "the type DejaVu Sans is not in \(fontFolder)",
                remedy: "install fonts-dejavu-core")
        }
        self.path = path
        self.footer = footer
        unsafe self.document = document
        unsafe self.plain = plain
        unsafe self.bold = bold
        unsafe self.page = page
        open()
    }

    deinit { unsafe HPDF_Free(document) }

    /// Begins a page: its size, its foot, and the place of the first line.
    private func open() {
        number += 1
        unsafe HPDF_Page_SetWidth(page, Self.width)
        unsafe HPDF_Page_SetHeight(page, Self.height)
        top = Self.height - Self.margin
        let foot = Self.margin / 2
        write(footer, at: Self.margin, baseline: foot, size: 7, isBold: false, grey: 0.45)
        let digits = "\(number)"
        write(
            digits, at: Self.width - Self.margin - width(of: digits, size: 7, isBold: false), baseline: foot, size: 7,
            isBold: false, grey: 0.45)
    }

    func turnPage() {
        guard let next = unsafe HPDF_AddPage(document) else { return }
        unsafe page = next
        open()
    }

    /// Turns the page where less than so many points are left.
    func require(_ points: Float) {
        if top - points < Self.margin { turnPage() }
    }

    func skip(_ points: Float) { top -= points }

    /// Points that a text takes.
    func width(of text: String, size: Float, isBold: Bool) -> Float {
        unsafe HPDF_Page_SetFontAndSize(page, isBold ? bold : plain, size)
        return unsafe HPDF_Page_TextWidth(page, Self.printable(text))
    }

    func write(_ text: String, at x: Float, baseline: Float, size: Float, isBold: Bool, grey: Float = 0.1) {
        unsafe HPDF_Page_SetRGBFill(page, grey, grey, grey)
        unsafe HPDF_Page_SetFontAndSize(page, isBold ? bold : plain, size)
        unsafe HPDF_Page_BeginText(page)
        unsafe HPDF_Page_TextOut(page, x, baseline, Self.printable(text))
        unsafe HPDF_Page_EndText(page)
    }

    /// A hairline under what was laid last.
    func rule(from x: Float, to end: Float) {
        unsafe HPDF_Page_SetLineWidth(page, 0.4)
        unsafe HPDF_Page_SetRGBStroke(page, 0.7, 0.7, 0.7)
        unsafe HPDF_Page_MoveTo(page, x, top)
        unsafe HPDF_Page_LineTo(page, end, top)
        unsafe HPDF_Page_Stroke(page)
    }

    /// Draws a picture, turning the page where it does not fit; nothing where the bytes are no picture.
    func picture(_ png: [UInt8], share: Double) {
        guard !png.isEmpty,
            let image = unsafe png.withUnsafeBufferPointer({ bytes in
                unsafe HPDF_LoadPngImageFromMem(document, bytes.baseAddress, UInt32(bytes.count))
            })
        else {
            // The document goes on without it.
            unsafe HPDF_ResetError(document)
            return
        }
        let (columns, rows) = unsafe (Float(HPDF_Image_GetWidth(image)), Float(HPDF_Image_GetHeight(image)))
        let room = Self.height - 2 * Self.margin - 40
        var width = Self.measure * Float(share)
        var height = width * rows / max(1, columns)
        if height > room {
            width *= room / height
            height = room
        }
        require(height)
        unsafe HPDF_Page_DrawImage(page, image, Self.margin, top - height, width, height)
        top -= height
    }

    /// Text without what moves a line: control characters become blanks.
    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    }

    func save() throws(PaperError) {
        let status = unsafe HPDF_SaveToFile(document, path)
        guard status == 0 else {
            throw PaperError(
                file: path, reason: "the document cannot be written (libharu \(status))",
                remedy: "check that the disk has space")
        }
    }
}
