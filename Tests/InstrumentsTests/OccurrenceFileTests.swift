import Instruments
import Survey
import Testing

@Suite struct OccurrenceFileTests {
    private func read(_ text: String) throws -> (crs: String?, occurrences: [Occurrence], report: ReadingReport) {
        try OccurrenceFile.read(Array(text.utf8))
    }

    @Test func `deposits have names, places, commodities and types`() throws {
        let (crs, occurrences, report) = try read(
            """
            name,lon,lat,commodities,deposit_type
            Reko  Diq,62.0789,29.1228,"Cu; Au, Mo",Porphyry Cu
            "Khanneshin, north",63.6,30.45,REE/U and Sr,
            ,64,31,lapis lazuli,Gemstone
            """)
        #expect(crs == "EPSG:4326")
        #expect(
            occurrences == [
                Occurrence(
                    name: "Reko Diq", location: Point(x: 62.0789, y: 29.1228), commodities: ["Cu", "Au", "Mo"],
                    depositType: "Porphyry Cu"),
                Occurrence(
                    name: "Khanneshin, north", location: Point(x: 63.6, y: 30.45), commodities: ["REE", "U", "Sr"]),
                Occurrence(
                    name: "unnamed, line 4", location: Point(x: 64, y: 31), commodities: ["lapis lazuli"],
                    depositType: "Gemstone"),
            ])
        #expect(report.notes.contains("double blanks in 1 names were made single"))
        #expect(report.notes.contains { $0.contains("EPSG:4326") })
    }

    @Test func `metres without a CRS have none and with one have it`() throws {
        #expect(try read("Deposit;Easting;Northing\nA;500000,5;3200000\n").crs == nil)
        let stated = try read("Deposit,Easting,Northing,EPSG\nA,500000.5,3200000,32641\n")
        #expect(stated.crs == "EPSG:32641")
        #expect(stated.occurrences.first?.location == Point(x: 500_000.5, y: 3_200_000))
        #expect(stated.report.notes.contains("no column holds commodities"))
    }

    @Test func `a record without a place is refused and an empty table an error`() throws {
        let (_, occurrences, report) = try read("name,lon,lat\nA,62,29\nB,,29\nC,62,99\nD,63,28\n")
        #expect(occurrences.map(\.name) == ["A", "D"])
        #expect(report.refused.map(\.line) == [3, 4])
        #expect(throws: InstrumentError.self) { try read("name,lon,lat\n") }
        #expect(throws: InstrumentError.self) { try read("name,commodity\nA,Cu\n") }
    }

    @Test func `the deposits of the Tethys belt are all there`() throws {
        guard let bytes = try SharedData.bytes("tethys-deposits/deposits.csv") else { return }
        let (crs, occurrences, report) = try OccurrenceFile.read(bytes)
        #expect(crs == "EPSG:4326")
        #expect(occurrences.count == 464)
        #expect(report.rowsRefused == 0)
        #expect(
            occurrences.first
                == Occurrence(
                    name: "Pachin Koh", location: Point(x: 62.9139, y: 29.1944), commodities: ["Fe"],
                    depositType: "Unclassified"))
        #expect(occurrences.allSatisfy { !$0.name.contains("  ") })
        #expect(report.notes.contains { $0.hasPrefix("double blanks in") })
        #expect(occurrences.contains { $0.commodities == ["Cu", "Mo", "Au", "Ag"] })
    }

    @Test(arguments: [
        ("mrdata_porcu", 690), ("world_tin_tungsten_deposit", 954), ("mrdata_ree", 578), ("mrdata_carbonatite", 60),
        ("mrdata_sedau", 123), ("mrdata_sir20105090z", 1200), ("mrdata_major_deposits", 3161),
    ])
    func `the deposits of the world are all there`(table: String, count: Int) throws {
        guard let bytes = try SharedData.bytes("world-deposits/\(table).csv") else { return }
        let (_, occurrences, report) = try OccurrenceFile.read(bytes)
        #expect(occurrences.count + report.rowsRefused == count)
        #expect(report.rowsRefused == 0)
    }
}
