import Foundation
import Survey
import Testing

@testable import Spreadsheet

@Suite struct WorkbookTests {
    private struct Folder: ~Copyable {
        let path: String

        init() throws {
            path = NSTemporaryDirectory() + "gossan-xlsx-\(UInt64.random(in: 0...UInt64.max))"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") } }
    }

    private let hostile = [
        "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "http://example.org", "<b>&\"'", "a\u{0}b", "_x0041_",
        "\u{1}\u{1f}", "Ωмега 金 🪨", "\u{fffe}", " ", "1e5", "a\nb",
    ]

    /// What a reader of another make finds: each cell as its type and its value.
    private func read(_ path: String) throws -> [[String]] {
        let script = """
            import openpyxl, sys
            book = openpyxl.load_workbook(sys.argv[1])
            for sheet in book:
                print("sheet", sheet.title, sheet.freeze_panes, sheet.auto_filter.ref, sep="\\x1f", end="\\x1e")
                for row in sheet.iter_rows():
                    for cell in row:
                        print(cell.coordinate, cell.data_type, repr(cell.value), cell.number_format, cell.hyperlink,
                              sep="\\x1f", end="\\x1e")
            print("created", book.properties.created, book.properties.title, sep="\\x1f", end="")
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script, path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\u{1e}").map {
            $0.split(separator: "\u{1f}", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `another reader finds text as text, numbers as numbers, and nothing that runs`() throws {
        let folder = try Folder()
        let path = folder.path + "/a.xlsx"
        var rows: [[Table.Value]] = hostile.map { [.text($0), .number(1.5), .whole(3), .missing] }
        rows.append([.text(""), .number(.nan), .whole(-7), .number(.infinity)])
        try Workbook(
            [.init("Targets: [1]", Table(columns: ["=name", "value_USD_p50", "rank", "area_km2"], rows: rows))],
            title: "=title"
        ).write(to: path)
        let cells = try read(path)
        #expect(cells.first == ["sheet", "Targets_ _1_", "A2", "A1:D\(rows.count + 1)"])
        let found = Dictionary(cells.dropFirst().dropLast().map { ($0[0], $0) }, uniquingKeysWith: { a, _ in a })
        #expect(found["A1"]?[1] == "s" && found["A1"]?[2] == "'=name'")
        for (index, text) in hostile.enumerated() {
            let cell = try #require(found["A\(index + 2)"])
            #expect(cell[1] == "s" && cell[4] == "None", "\(text)")
        }
        #expect(found["A2"]?[2] == "'=1+1'" && found["A12"]?[2] == "'Ωмега 金 🪨'")
        #expect(found["A9"]?[2] == "'a\u{fffd}b'")
        #expect(found["B2"]?.prefix(4) == ["B2", "n", "1.5", "#,##0"])
        #expect(found["C2"]?.prefix(4) == ["C2", "n", "3", "0"])
        #expect(found["D2"]?[2] == "None" && found["B\(rows.count + 1)"]?[2] == "None")
        #expect(!cells.contains { $0.count > 1 && $0[1] == "f" })
        #expect(cells.last == ["created", "2000-01-01 00:00:00", "=title"])
    }

    @Test func `the same tables give the same bytes`() throws {
        let folder = try Folder()
        let sheets = [
            Workbook.Sheet("a", Table(columns: ["x"], rows: [[.number(0.1)], [.text("y")]])),
            Workbook.Sheet("b", Table(columns: ["z"], rows: [])),
        ]
        try Workbook(sheets).write(to: folder.path + "/1.xlsx")
        try Workbook(sheets).write(to: folder.path + "/2.xlsx")
        let first = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/1.xlsx"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/2.xlsx")) == first)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["1.xlsx", "2.xlsx"])
    }

    @Test func `names of sheets fit, and none comes twice`() {
        let long = String(repeating: "é", count: 40)
        let names = SheetName.names(["a/b", "A_B", long, long, "'quoted'", "", "History", "🪨\u{1}"])
        #expect(names[0] == "a_b" && names[1] == "A_B (2)" && names[4] == "quoted" && names[5] == "Sheet")
        #expect(names[6] == "Sheet (2)" && names[7] == "🪨_")
        #expect(names.allSatisfy { $0.utf16.count <= 31 })
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
    }

    @Test func `text that is too long for a cell is cut and shows it`() {
        let cut = CellText.plain(String(repeating: "🪨", count: 20_000))
        #expect(cut.utf16.count <= CellText.longest && cut.hasSuffix("…"))
        #expect(CellText.plain("short") == "short")
    }

    @Test func `a folder that is not there, or nothing to write, is an error with its remedy`() {
        let table = Table(columns: ["a"], rows: [])
        let error = #expect(throws: SpreadsheetError.self) {
            try Workbook([.init("a", table)]).write(to: "/nowhere/at/all.xlsx")
        }
        #expect(error?.reason.hasPrefix("/nowhere/at/all.xlsx cannot be written") == true)
        #expect(throws: SpreadsheetError.self) { try Workbook([]).write(to: "/tmp/none.xlsx") }
    }
}
