import Spool
import Store
import Testing

@Suite struct DropGroupTests {
    private func groups(_ names: [String], _ references: [String: String] = [:]) throws -> [DropGroup] {
        var found: [FileName: FileName] = [:]
        for (key, value) in references {
            let header = try #require(FileName(key))
            found.updateValue(try #require(FileName(value)), forKey: header)
        }
        return DropGroup.group(try names.map { try #require(FileName($0)) }, references: found)
    }

    @Test(arguments: [
        (["f.shp", "f.shx", "f.dbf", "f.prj", "f.cpg", "f.qpj"], "f.shp"),
        (["F.SHP", "F.shx", "F.DBF"], "F.SHP"),
        (["m.ers", "m"], "m.ers"),
        (["r.dat", "r.dfn", "r.des", "r.met", "r.prj"], "r.dat"),
        (["e.dat", "e.hdr"], "e.dat"), (["e.img", "e.img.hdr"], "e.img"), (["scene", "scene.hdr"], "scene"),
        (["b.bil", "b.hdr", "b.prj"], "b.bil"),
        (["g.grd", "g.grd.xml", "g.grd.gi"], "g.grd"),
        (["t.tif", "t.tfw", "t.tif.aux.xml", "t.prj", "t.tif.ovr", "t.tif.vat.dbf"], "t.tif"),
        (["t.TIFF", "t.aux.xml"], "t.TIFF"),
        (["a.asc", "a.prj"], "a.asc"), (["c.csv", "c.csvt"], "c.csv"), (["x.gpkg"], "x.gpkg"),
        (["noending"], "noending"),
    ])
    func `parts of one format make one whole drop in any order`(names: [String], main: String) throws {
        for order in [names, names.reversed(), names.sorted()] {
            let found = try groups(order)
            #expect(found.count == 1)
            #expect(found.first?.main.display == main)
            #expect(found.first?.parts.first == found.first?.main)
            #expect(found.first?.parts.count == names.count)
            #expect(found.first?.missing == [])
        }
    }

    @Test(arguments: [
        (["f.shp"], ["f.shx", "f.dbf"]), (["f.shp", "f.dbf"], ["f.shx"]), (["f.dbf", "f.prj", "f.shx"], ["f.shp"]),
        (["m.ers"], ["m (the data of m.ers)"]), (["r.dfn", "r.des"], ["r.dat"]), (["b.bil"], ["b.hdr"]),
        (["e.hdr"], ["e (the data of e.hdr)"]), (["a.prj"], ["the file that a.prj belongs to"]),
    ])
    func `what has not come is named`(names: [String], missing: [String]) throws {
        let found = try groups(names)
        #expect(found.count == 1)
        #expect(found.first?.missing == missing)
        #expect(Set(found.first?.parts.map(\.display) ?? []) == Set(names))
    }

    @Test func `a header's text may name its data`() throws {
        let found = try groups(["m.ers", "mag-data.bin"], ["m.ers": "mag-data.bin"])
        #expect(found.map(\.parts.count) == [2])
        #expect(found.first?.missing == [])
        #expect(try groups(["m.ers"], ["m.ers": "m.ers"]).first?.missing.count == 1)
    }

    @Test func `drops of one stem and other formats stay apart, and case tells stems apart`() throws {
        #expect(try groups(["a.shp", "a.shx", "a.dbf", "a.prj", "a.tif", "a.csv"]).count == 3)
        let found = try groups(["A.shp", "a.shx", "a.dbf"])
        #expect(found.map(\.missing.count) == [2, 1])
    }

    @Test func `a dat file alone is whole`() throws {
        #expect(try groups(["x.dat"]).map(\.missing) == [[]])
    }

    @Test func `each name is in exactly one group, whatever names there are and in any order`() throws {
        let stems = ["a", "A", "b.c", "é"]
        let endings = [
            "", ".shp", ".SHX", ".dbf", ".prj", ".tif", ".tif.vat.dbf", ".tfw", ".ers", ".dat", ".dfn", ".hdr", ".grd",
            ".grd.xml", ".img", ".aux.xml", ".csv", ".bil", ".zip",
        ]
        var random = SplitMix(seed: 11)
        for _ in 0..<400 {
            let names = try stems.flatMap { stem in
                try endings.filter { _ in random.next() % 3 == 0 }.map { try #require(FileName(stem + $0)) }
            }
            let found = DropGroup.group(names)
            #expect(found.flatMap(\.parts).sorted() == names.sorted())
            #expect(DropGroup.group(names.shuffled(using: &random)) == found)
            for group in found { #expect(group.parts.first == group.main) }
        }
    }

    @Test func `the data file of an ERMapper header is read as it is written`() {
        let text = "DatasetHeader Begin\r\n\tVersion = \"5.0\"\n\tDataFile\t= \"mag.dat\"  \nEnd"
        #expect(ERMapperHeader.dataFile(in: Array(text.utf8))?.display == "mag.dat")
        #expect(ERMapperHeader.dataFile(in: Array("datafile = plain".utf8))?.display == "plain")
        #expect(ERMapperHeader.dataFile(in: Array("DataFile = \"/etc/passwd\"".utf8)) == nil)
        #expect(ERMapperHeader.dataFile(in: [0, 255, 61]) == nil)
    }
}
