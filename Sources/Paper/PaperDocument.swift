import CHaru

/// Writes blocks as an A4 document (PDF) with embedded type; the same blocks give the same bytes.
package enum PaperDocument {
    /// Where the type lies on Debian: the package fonts-dejavu-core.
    package static let fontFolder = "/usr/share/fonts/truetype/dejavu"

    /// Writes the file at `path`, replacing it. `footer` stands at the foot of every page, beside its number.
    ///
    /// Characters that the type does not have are drawn as empty boxes; nothing in the texts is a link or runs.
    package static func write(
        _ blocks: [PaperBlock], title: String, footer: String, to path: String, fontFolder: String = fontFolder
    ) throws(PaperError) {
        let sheet = try PaperSheet(title: title, footer: footer, path: path, fontFolder: fontFolder)
        for (index, block) in blocks.enumerated() {
            let next = index + 1 < blocks.count ? blocks[index + 1] : nil
            sheet.lay(block, before: next)
        }
        try sheet.save()
    }
}
