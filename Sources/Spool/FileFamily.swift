/// A format that is spread over files of one stem; all endings in lower case.
struct FileFamily: Hashable, Sendable {
    /// Endings of the file that is opened.
    var mains: [String]
    /// Endings after the stem without which the main file is of no use.
    var required: [String] = []
    /// Endings after the stem that belong to it where they are there.
    var optional: [String] = []
    /// Endings after the whole name of the main file.
    var appended: [String] = []
    /// Whether the main ending is also that of files which stand alone: it is this family's only with a required part.
    var needsHeader = false
    /// Whether the required part is the file that is opened, as with raw data beside its header.
    var opensRequired = false
    /// Whether the main file's text may name the required one.
    var namesData = false
    /// Endings by which the family is known while its main file is missing.
    var headless: [String] = []
    /// Whether optional parts may come after the main file.
    var mayGrow = true

    /// In the order in which they claim files that several could have.
    static let all: [FileFamily] = [
        FileFamily(
            mains: [".shp"], required: [".shx", ".dbf"],
            optional: [".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".cst", ".shp.xml"], headless: [".shx", ".dbf"]),
        FileFamily(
            mains: [".ers"], required: [""], optional: [".prj", ".aux.xml"], appended: [".aux.xml"], namesData: true),
        FileFamily(
            mains: [".dat"], required: [".dfn"], optional: [".des", ".met", ".prj"], needsHeader: true,
            headless: [".dfn"]),
        FileFamily(
            mains: standalone + headerless, required: [".hdr"], optional: [".prj", ".clr", ".stx", ".blw", ".aux.xml"],
            appended: [".aux.xml"], needsHeader: true),
        FileFamily(mains: headerless, required: [".hdr"], optional: [".prj"], appended: [".aux.xml"]),
        FileFamily(mains: [".hdr"], required: [""], optional: [".prj", ".aux.xml"], opensRequired: true),
        FileFamily(mains: standalone, appended: [".aux.xml"]),
        FileFamily(mains: [".grd"], optional: [".prj"], appended: [".xml", ".gi", ".aux.xml"]),
        FileFamily(
            mains: [".tif", ".tiff"],
            optional: [".tfw", ".tifw", ".tiffw", ".wld", ".prj", ".aux.xml", ".ovr"],
            appended: [".aux.xml", ".ovr", ".msk", ".vat.dbf", ".xml"]),
        FileFamily(mains: [".asc", ".gxf"], optional: [".prj", ".aux.xml"], appended: [".aux.xml"]),
        FileFamily(mains: [".png"], optional: [".pgw", ".pngw", ".wld", ".prj"], appended: [".aux.xml"]),
        FileFamily(mains: [".jpg", ".jpeg"], optional: [".jgw", ".jpgw", ".wld", ".prj"], appended: [".aux.xml"]),
        FileFamily(mains: [".csv"], optional: [".csvt"], mayGrow: false),
    ]

    /// Endings of files that are parts of something and nothing alone.
    static let companions = [
        ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".tfw", ".tifw", ".tiffw", ".wld", ".pgw", ".pngw", ".jgw",
        ".jpgw", ".aux.xml", ".ovr", ".msk", ".csvt", ".grd.xml", ".grd.gi", ".des", ".met", ".clr", ".stx", ".blw",
    ]

    /// Raw data that no program can read without its header.
    private static let headerless = [".bil", ".bip", ".bsq", ".flt"]
    /// Endings of raw data that other formats use as well, without a header.
    private static let standalone = [".img", ".dat", ".raw", ".bin", ".envi"]
}
