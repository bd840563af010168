import Foundation

/// The reference survey of lines and ties as instruments would have written it: the rover a CSV, the base a GSM-19 dump.
struct ReferenceSurvey {
    /// Added to all, so that it looks like a total field.
    let level = 47_000.0
    let rover: Data
    let base: Data
    /// The field of the ground at each reading, nT.
    let ground: [Double]

    init?() throws {
        guard let folder = SurveyFiles.folder("references/line-survey") else { return nil }
        let truth = try SurveyFiles.table(folder.appending(path: "mag_survey_truth.csv"))
        ground = try truth.numbers("crust_true_nT")
        let times = try truth.numbers("t_s")
        let (x, y) = (try truth.numbers("x"), try truth.numbers("y"))
        let (raw, field) = (try truth.numbers("raw_nT"), try truth.numbers("igrf_nT"))
        let (lines, types) = (try truth.texts("line"), try truth.texts("type"))
        var text = "line,line_type,datetime_utc,easting,northing,mag (nT)\n"
        for index in ground.indices {
            // The reference's own field is a plane, which is taken off; the chain takes off the IGRF of the place.
            let value = raw[index] - field[index] + level
            text +=
                "\(lines[index]),\(types[index]),2024-06-05T\(Self.clock(times[index], hour: 9))Z,"
                + "\(400_000 + x[index]),\(3_200_000 + y[index]),\(String(format: "%.4f", value))\n"
        }
        rover = Data(text.utf8)
        let samples = try SurveyFiles.table(folder.appending(path: "base_station.csv"))
        // An hour ahead of UTC, as its header says.
        let rows = zip(try samples.numbers("t_s"), try samples.texts("base_nT")).map { time, value in
            Self.clock(time, hour: 10).filter { $0 != ":" }.prefix(8) + " \(value) 99"
        }
        base = Data(
            """
            /Gem Systems GSM-19GWV 7122568 v7.0 15 III 2018 M ewv10fl.v7vbs
            /ID 1 file 01survey.b   05 VI 24
            /datum  47000.00
            /UTC+01
            /time nT sq
            \(rows.joined(separator: "\n"))

            """.utf8)
    }

    private static func clock(_ seconds: Double, hour: Int) -> String {
        let tenths = Int((seconds * 10).rounded()) + hour * 36_000
        return String(
            format: "%02d:%02d:%02d.%d", tenths / 36_000, tenths / 600 % 60, tenths / 10 % 60, tenths % 10)
    }
}
