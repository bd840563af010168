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
        #expect(report.rowsRead > 10)
        #expect(report.rowsRefused == 0)
    }

    @Test func `a base station without positions is refused with its columns`() throws {
        guard let bytes = try SharedData.bytes("instrument-samples/ground_mag_csv/cerritos_estaciones_base.csv") else {
            return
        }
        let error = #expect(throws: InstrumentError.self) { try ReadingFile.read(bytes) }
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

    @Test func `a German pXRF export has no positions and is refused with its columns`() throws {
        guard let bytes = try SharedData.bytes("instrument-samples/pxrf/niton_german_semicolon_decimalcomma.csv") else {
            return
        }
        let error = #expect(throws: InstrumentError.self) { try ReadingFile.read(bytes) }
        #expect(error?.code == .noPositions)
        #expect(error?.reason.contains("'Reading No'") == true)
    }
}
