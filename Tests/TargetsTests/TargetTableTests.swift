import Survey
import Testing

@testable import Targets

@Suite struct TargetTableTests {
    private func target(nearest: String, geographic: Point? = nil) -> Target {
        Target(
            id: "T-00000001", rank: 1, meanScore: 0.5, maximumScore: 0.75, meanUncertainty: nil, cells: 3,
            squareMetres: 30_000, centroid: Point(x: 1.5, y: -2), bounds: Bounds(west: 0, south: 0, east: 1, north: 1),
            geographic: geographic, nearest: .init(name: nearest, metres: 12.25),
            contributions: [.init(evidence: "tilt", value: -0.25)], outline: [])
    }

    private func line(_ nearest: String) -> String {
        let csv = TargetTable([target(nearest: nearest)], evidence: []).csv
        return String(csv.dropFirst(TargetTable([], evidence: []).csv.count))
    }

    @Test func `a row holds the figures in the order of the header, and what is missing is empty`() {
        let table = TargetTable(
            [target(nearest: "Saindak", geographic: Point(x: 61.5, y: 29.25))], evidence: ["tilt", "k"])
        #expect(
            table.csv == """
                id,rank,mean_score,maximum_score,mean_uncertainty,cells,area_km2,centroid_x,centroid_y,longitude,\
                latitude,nearest_known,nearest_known_m,contribution_tilt,contribution_k\r
                T-00000001,1,0.5,0.75,,3,0.03,1.5,-2.0,61.5,29.25,Saindak,12.25,-0.25,\r

                """)
    }

    @Test(
        arguments: [
            ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"), ("＝1", "'＝1"),
            (" =1", "' =1"), ("\u{a0}=1", "'\u{a0}=1"), ("\tx", "'\tx"), ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("\r=1", "\"'\r=1\""), ("a\"\u{301},b", "\"a\"\"\u{301},b\""), ("Reko Diq", "Reko Diq"), ("", ""),
        ])
    func `a name is one cell and never a formula`(_ name: String, _ cell: String) {
        // Compared as bytes: equal text may be written with other scalars.
        let expected = ["T-00000001", "1", "0.5", "0.75", "", "3", "0.03", "1.5", "-2.0", "", "", cell, "12.25"]
        #expect(Array(line(name).utf8) == Array((expected.joined(separator: ",") + "\r\n").utf8))
    }

    @Test func `an evidence's name in the header is escaped too`() {
        #expect(TargetTable([], evidence: ["a,b"]).csv.hasSuffix(",\"contribution_a,b\"\r\n"))
    }
}
