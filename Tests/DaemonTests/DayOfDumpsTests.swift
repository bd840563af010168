import Foundation
import Testing

/// A day's dumps of instruments, dropped in a campaign's folder, become levelled and reduced grids and a page to sign,
/// without one command.
@Suite(.serialized) struct DayOfDumpsTests {
    @Test func `a magnetometer and its base in Mexico become a reduced grid and a page`() throws {
        guard let samples = SurveyFiles.folder("data/instrument-samples/ground_mag_csv") else { return }
        let daemon = try RunningDaemon(campaign: Self.cerritos)
        for (file, name) in [("datos_estaciones", "rover"), ("estaciones_base", "base")] {
            try daemon.drop(
                Data(contentsOf: samples.appending(path: "cerritos_\(file).csv")), as: "\(name)_20190326.csv")
        }
        try daemon.wait(seconds: 240, for: "published run") { daemon.latest != nil }
        let run = try #require(daemon.latest)

        // The program that came with these files gives this diurnal and these corrected values.
        let expected = try SurveyFiles.table(samples.appending(path: "cerritos_output.csv"))
        let reduced = try SurveyFiles.table(run.appending(path: "readings/reduced.csv"))
        let corrected = try reduced.numbers("magfield_diurnal")
        #expect(corrected.count == 170)
        for (own, theirs) in zip(corrected, try expected.numbers("diurnal_var_corr")) {
            #expect(abs(own - theirs) < 1e-6)
        }
        #expect(try reduced.texts("datetime_utc").first == "2019-03-26T18:02:04Z")
        // IGRF-14 at 19.66 N, 101.21 W, 2100 m on that day, near the 40,123 nT that the base measured.
        for field in try reduced.numbers("igrf_total (nT)") { #expect((39_500..<41_000).contains(field)) }

        let page = try SurveyFiles.page(run)
        for step in ["read-readings", "diurnal", "igrf"] { #expect(page.contains(". \(step)</h2>"), "\(step)") }
        #expect(page.contains("170 rows read and 0 refused"))
        #expect(page.contains("clock -06:00"))
        #expect(page.contains("Base station and the times of readings"))
        for name in ["tmi", "rtp", "tilt", "up50", "vertical", "signal"] {
            let figures = try SurveyFiles.figures(run.appending(path: "evidence/\(name).tif"))
            #expect(figures.finite > 1_000 && figures.deviation > 0, "\(name): \(figures)")
        }
    }

    @Test func `lines and ties with a base, lag, heading and levels become the field of the ground`() throws {
        guard let survey = try ReferenceSurvey() else { return }
        let daemon = try RunningDaemon(campaign: Self.lines)
        try daemon.drop(survey.rover, as: "rover_flight1.csv")
        try daemon.drop(survey.base, as: "base_05june.txt")
        try daemon.wait(seconds: 300, for: "published run") { daemon.latest != nil }
        let run = try #require(daemon.latest)

        // What the ground holds is known; without IGRF-14 in the chain it comes back to 0.001 nT.
        let levelled = try SurveyFiles.table(run.appending(path: "readings/micro.csv"))
        let values = try levelled.numbers("mag_despiked_diurnal_heading_lagged_residual_levelled (nT)")
        let field = try levelled.numbers("igrf_total (nT)")
        #expect(values.count == survey.ground.count)
        var (worst, count) = (0.0, 0)
        for (index, value) in values.enumerated() where value.isFinite {
            worst = max(worst, abs(value + field[index] - survey.level - survey.ground[index]))
            count += 1
        }
        #expect(count > 9 * values.count / 10)
        #expect(worst < 0.005, "\(worst) nT")

        let page = try SurveyFiles.page(run)
        for step in [
            "read-readings", "detect-lines", "despike", "diurnal", "heading", "lag", "igrf", "level-ties", "microlevel",
        ] { #expect(page.contains(". \(step)</h2>"), "\(step)") }
        for plot in ["before and after", "Misfits at crossings", "Base station and the times of readings"] {
            #expect(page.contains(plot), "\(plot)")
        }
        for name in ["tmi", "rtp", "vertical", "tilt", "up500", "signal"] {
            let figures = try SurveyFiles.figures(run.appending(path: "evidence/\(name).tif"))
            #expect(figures.finite > 500 && figures.deviation > 0, "\(name): \(figures)")
        }
        #expect(FileManager.default.fileExists(atPath: run.appending(path: "tables/levelled-crossings.csv").path))
    }

    @Test func `a gravimeter and its GPS in South Africa become Bouguer gravity and a drift curve`() throws {
        guard let samples = SurveyFiles.folder("data/instrument-samples/scintrex") else { return }
        let daemon = try RunningDaemon(campaign: Self.roodeplaat)
        try daemon.drop(
            Data(contentsOf: samples.appending(path: "pygmi_GravityCG5.txt")), as: "CG5_160819.txt")
        try daemon.drop(Data(contentsOf: samples.appending(path: "pygmi_GravityDGPS.csv")), as: "dgps.csv")
        try daemon.drop(Data("station_id,gravity\n88888,978592.0\n".utf8), as: "bases.csv")
        try daemon.wait(seconds: 240, for: "published run") { daemon.latest != nil }
        let run = try #require(daemon.latest)

        let stations = try SurveyFiles.table(run.appending(path: "readings/anomaly.csv"))
        let names = try stations.texts("station").map { Double($0) ?? .nan }
        let bouguer = try stations.numbers("bouguer_anomaly (mGal)")
        for (station, known) in Self.roodeplaatBouguer {
            let index = try #require(names.firstIndex(of: station))
            #expect(abs(bouguer[index] - known) < 0.001, "station \(station): \(bouguer[index])")
        }
        let page = try SurveyFiles.page(run)
        for step in ["read-readings", "place-readings", "gravity-drift", "gravity-tie", "gravity-anomaly"] {
            #expect(page.contains(". \(step)</h2>"), "\(step)")
        }
        #expect(page.contains("Drift of loop"))
        #expect(try SurveyFiles.figures(run.appending(path: "evidence/bouguer.tif")).finite > 100)
    }

    @Test func `a walk without GPS gets its places from the track beside it`() throws {
        guard let samples = SurveyFiles.folder("data/instrument-samples/gpx") else { return }
        let daemon = try RunningDaemon(campaign: Self.walk)
        let track = try Data(contentsOf: samples.appending(path: "track_with_time_extension.gpx"))
        try daemon.drop(track, as: "track.gpx")
        // Layout of a real dump without GPS; half a minute after the first fix, on the second, and after the track.
        let walk = """
            /Gem Systems GSM-19GWV 7122568 v7.0 4 V 2011 M ewv10fl.v7vbs
            /ID 1 file 07survey.wg  11  X 15
            /UTC+00
            /00100 sensor distance cm
            /X Y nT nT/m sq cor-nT time picket-x picket-y
            0  0  42420.59  0002.90 99 * 165718.0  0  0
            0  0  42421.59  0002.91 99 * 165738.0  0  0
            0  0  42420.21  0002.58 99 * 165938.0 * *

            """
        try daemon.drop(Data(walk.utf8), as: "walk.txt")
        try daemon.wait(seconds: 240, for: "published run") { daemon.latest != nil }
        let placed = try SurveyFiles.table(try #require(daemon.latest).appending(path: "readings/placed.csv"))
        let longitudes = try placed.numbers("longitude")
        let heights = try placed.numbers("elevation (m)")
        #expect(abs(longitudes[0] - -8.029486) < 1e-6 && abs(longitudes[1] - -8.029481) < 1e-9)
        #expect(abs(heights[0] - 1164.1) < 1e-6 && abs(heights[1] - 1165.3) < 1e-9)
        #expect(longitudes[2].isNaN)
        #expect(try placed.numbers("total_field (nT)") == [42420.59, 42421.59, 42420.21])
    }
}

extension DayOfDumpsTests {
    private static let cerritos = """
        campaign: cerritos
        title: Los Cerritos
        grid: { crs: EPSG:32614, bounds: [267900, 2175350, 268760, 2176230], cell: 10 m }
        layers:
          rover: { match: "rover_*.csv", kind: readings, time_zone: "-06:00", day_first: true }
          base:  { match: "base_*.csv", kind: readings, time_zone: "-06:00", day_first: true }
        evidence:
          diurnal: { op: diurnal, of: { in: rover, base: base }, interpolation: nearest, datum_rule: session-mean }
          reduced: { op: igrf, of: diurnal, height: 2100 }
          tmi:      { op: grid-minimum-curvature, of: reduced, maximum_distance: 60 }
          rtp:      { op: rtp, of: tmi, inclination: 46, declination: 5 }
          up50:     { op: upward, of: rtp, height: 50 }
          vertical: { op: vertical-derivative, of: up50 }
          tilt:     { op: tilt, of: up50 }
          signal:   { op: analytic-signal, of: up50 }
        """

    private static let lines = """
        campaign: lines
        grid: { crs: EPSG:32641, bounds: [399900, 3199900, 401100, 3203100], cell: 50 m }
        layers:
          rover: { match: "rover_*.csv", kind: readings, assume_crs: EPSG:32641 }
          base:  { match: "base_*.txt", kind: readings }
        evidence:
          found:     { op: detect-lines, of: rover }
          clean:     { op: despike, of: found, threshold: 50 }
          diurnal:   { op: diurnal, of: { in: clean, base: base }, base_channel: total_field, datum: 47150, interpolation: cubic }
          heading:   { op: heading, of: diurnal, table: { 0: 3, 90: -1.5, 180: -3, 270: 1.5 } }
          lagged:    { op: lag, of: heading, lag: 0.6 }
          reduced:   { op: igrf, of: lagged, height: 150 }
          levelled:  { op: level-ties, of: reduced }
          gridded:   { op: grid-minimum-curvature, of: levelled }
          combed:    { op: decorrugate, of: gridded, spacing: 100, azimuth: 0 }
          micro:     { op: microlevel, of: { in: levelled, gridded: gridded, decorrugated: combed }, limit: 0.5 }
          tmi:       { op: grid-minimum-curvature, of: micro, maximum_distance: 150 }
          rtp:       { op: rtp, of: tmi, inclination: 46, declination: 2.5 }
          up500:     { op: upward, of: rtp, height: 500 }
          vertical:  { op: vertical-derivative, of: rtp }
          tilt:      { op: tilt, of: rtp }
          signal:    { op: analytic-signal, of: tmi }
        """

    private static let roodeplaat = """
        campaign: roodeplaat
        grid: { crs: EPSG:32735, bounds: [635800, 7163800, 637000, 7165800], cell: 50 m }
        layers:
          gravimeter: { match: "CG5_*.txt", kind: readings, height_unit: m }
          gps:        { match: "dgps*.csv", kind: readings }
          bases:      { match: "bases*.csv", kind: document }
        evidence:
          placed:   { op: place-readings, of: { in: gravimeter, positions: gps }, aliases: { 88888: base } }
          drift:    { op: gravity-drift, of: placed }
          absolute: { op: gravity-tie, of: { in: drift, bases: bases } }
          anomaly:  { op: gravity-anomaly, of: absolute, atmosphere: false, curvature: false }
          bouguer:  { op: grid-minimum-curvature, of: anomaly, maximum_distance: 200, convergence: 0.01 }
        """

    private static let walk = """
        campaign: walk
        grid: { crs: EPSG:4326, bounds: [-8.05, 31.15, -8.01, 31.18], cell: 0.001 }
        layers:
          walk:  { match: "walk*.txt", kind: readings }
          track: { match: "*.gpx", kind: readings }
        evidence:
          placed: { op: place-readings, of: { in: walk, positions: track } }
        """

    /// Station and simple Bouguer anomaly by a separate program: drift between the means of the base visits, tie, Li and
    /// Götze (2001) on WGS 84, slab of 2670 kg/m³.
    private static let roodeplaatBouguer: [(Double, Double)] = [(1, -156.5435), (9, -156.0177), (25, -155.5975)]
}
