import Instruments
import Survey
import Testing

@Suite struct RealReadingTests {
    @Test func `a ground magnetic survey has its stations and no date among its channels`() throws {
        guard let bytes = try SharedData.bytes("instrument-samples/ground_mag_csv/cerritos_datos_estaciones.csv") else {
            return
        }
        let (readings, report) = try ReadingFile.read(bytes, expecting: .init(channel: "magfield"))
        #expect(readings.positions.first == Point(x: -101.208384, y: 19.660553))
        #expect(readings.channel("magfield")?.values.first == 40147.4)
        #expect(report.positions == .init(x: "gpslon", y: "gpslat", isGeographic: true))
        #expect(report.rowsRead == 170)
        #expect(readings.labels["date"]?.first == "26/03/2019")
        #expect(report.rowsRefused == 0)
    }

    @Test func `a base station is read without positions, and its times where their zone is declared`() throws {
        guard let bytes = try SharedData.bytes("instrument-samples/ground_mag_csv/cerritos_estaciones_base.csv") else {
            return
        }
        let (readings, report) = try ReadingFile.read(bytes)
        #expect(readings.count == 943)
        #expect(readings.positions.allSatisfy { $0.x.isNaN && $0.y.isNaN })
        #expect(readings.times.isEmpty)
        #expect(report.positions == nil)
        #expect(report.notes.contains { $0.contains("time zone") })
        #expect(readings.channel("nT")?.values.first == 40133.95)
        #expect(readings.labels["time"]?.first == "110822")

        let declared = try ReadingFile.read(bytes, expecting: .init(timeZone: TimeOffset("-06:00")))
        // date -u -d '2019-03-26 11:08:22 -0600' +%s
        #expect(declared.readings.times.first == 1_553_620_102)
        #expect(declared.report.timeZone == "-06:00")

        let error = #expect(throws: InstrumentError.self) {
            try ReadingFile.read(bytes, expecting: .init(needsPositions: true))
        }
        #expect(error?.code == .noPositions)
        #expect(error?.reason.contains("'nT'") == true)
    }

    @Test func `gravimeter loops say which of two positions was taken`() throws {
        guard let bytes = try SharedData.bytes("gravimeter-loops/bushveld-surveys/data/bushveld-gravity-day-1.csv")
        else { return }
        let (readings, report) = try ReadingFile.read(bytes, expecting: .init(channel: "reading"))
        #expect(readings.positions.first == Point(x: 27.43333, y: -25.99001))
        #expect(readings.channel("reading")?.values.first == 2094.31)
        #expect(report.notes.contains { $0.contains("not from 'easting' and 'northing'") })
    }

    @Test func `names in the last comment above bare numbers are the header`() throws {
        guard let bytes = try SharedData.bytes("grid-and-sensor-formats/geosoft_oasis_grd/sample_point_gravity.csv")
        else { return }
        let (readings, report) = try ReadingFile.read(bytes)
        #expect(readings.positions.first == Point(x: -131.7, y: 931.1))
        #expect(readings.channel("potential")?.values.first == 2.57306073e-10)
        #expect(report.dialect.headerLine == 3)
    }

    @Test func `a pXRF export whose positions are all empty is refused for that`() throws {
        guard let bytes = try SharedData.bytes("instrument-samples/pxrf/olympus_vanta_2017.csv") else { return }
        let error = #expect(throws: InstrumentError.self) { try ReadingFile.read(bytes) }
        #expect(error?.code == .tooManyRefused)
        #expect(error?.reason.contains("'Longitude' is empty") == true)
    }

    @Test func `the airborne readings of Britain are all there, in their areas and lines`() throws {
        guard let bytes = try SharedData.unpacked("magnetic-readings/britain-magnetic.csv.xz") else { return }
        let (readings, report) = try ReadingFile.read(bytes, parallel: Threads.parallel)
        #expect(readings.count == 541_508)
        #expect(report.rowsRefused == 0)
        // Sums, areas and runs of lines by Python's csv.
        #expect(readings.sum("total_field_anomaly") == 13_030_518)
        #expect(readings.channel("total_field_anomaly")?.unit == "nT")
        #expect(readings.channel("altitude")?.unit == "m")
        #expect(abs(readings.positions.reduce(0) { $0 + $1.x } + 2_240_567.98738) < 1e-4)
        #expect(readings.positions.last == Point(x: -4.68274, y: 58.26791))
        #expect(Set(readings.labels["survey_area"] ?? []).count == 14)
        #expect(readings.lines.count == 4_320)
        #expect(readings.lines.last?.name == "FL-3(TL10-24)-1")
    }

    @Test func `the lines and ties of Rio are told from each other`() throws {
        guard let bytes = try SharedData.unpacked("grid-and-sensor-formats/rio_aeromag/rio-magnetic.csv.xz") else {
            return
        }
        let (readings, _) = try ReadingFile.read(bytes)
        #expect(readings.count == 37_718)
        #expect(abs(readings.sum("total_field_anomaly") - 3_748_413.14) < 1e-6)
        #expect(readings.lines.count == 137)
        #expect(readings.lines.count { $0.kind == .tie } == 9)
        #expect(readings.lines.last?.name == "9600")
        #expect(readings.channel("line_number") == nil)
    }
}
