import FoundationEssentials
import Instruments
import Jobs
import Survey

/// Long delimited text, piece by piece: memory does not grow with the file.
struct ReadingStream {
    /// Shorter files are read as a whole, which keeps their words, too.
    static let longFile = 64 << 20
    private static let pieceSize = 16 << 20
    private static let headSize = 1 << 18

    private let input: Job.Input
    private let place: Workplace
    private let isGeographic: Bool

    /// `nil` for a file that is short, or whose beginning is not that of delimited text with a header.
    init?(_ input: Job.Input, _ place: Workplace, longerThan size: Int = longFile) throws {
        guard try FileManager.default.attributesOfItem(atPath: input.path)[.size] as? Int ?? 0 > size else {
            return nil
        }
        let bytes = try InputFile(reading: input.path).next(atMost: Self.headSize)
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")),
            let report = try Self.report(Array(bytes[...end]), input, place),
            report.format == ReadingFile.formatName
        else { return nil }
        self.input = input
        self.place = place
        isGeographic = report.positions?.isGeographic ?? false
    }

    /// What a reader finds in the beginning; `nil` where it is not enough for one.
    private static func report(_ head: [UInt8], _ input: Job.Input, _ place: Workplace) throws -> ReadingReport? {
        let expectation = try ReadingIntake.expectation(place)
        do throws(InstrumentError) {
            let found = try InstrumentFile.read(head, name: input.name, expecting: expectation)
            if case .readings(_, let report) = found { return report }
            return nil
        } catch {
            // The reader of the whole file says what is wrong with it.
            return nil
        }
    }

    /// Gives the readings of each piece, in the grid's CRS where there is a grid; what was found in all.
    func each(_ body: (Readings) throws -> Void) throws -> ReadingReport {
        let file = try InputFile(reading: input.path)
        let threads = place.threads
        let report = try ReadingFile.read(
            pieces: { try file.next(atMost: Self.pieceSize) }, expecting: try ReadingIntake.expectation(place),
            parallel: { count, body in try StripWork.inParallel(Array(0..<count), threads: threads, body) },
            deliver: { piece in
                let stated = try ReadingIntake.withField(piece, of: input)
                try body(try ReadingIntake.placed(stated, isGeographic: isGeographic, of: input, place))
            })
        ReadingIntake.tell(report, of: input, place)
        return report
    }

    /// Writes the readings as a file of them; what was found, without the readings.
    func write(to path: String) throws -> (found: ReadingIntake.Found, count: Int) {
        place.scratchCount += 1
        let writer = try ReadingsFileWriter(path, scratch: place.scratch("columns-\(place.scratchCount)"))
        let report = try each { try writer.append($0) }
        if writer.hasWords {
            place.note("columns of words are left out, as \(input.name) is longer than \(Self.longFile >> 20) MiB")
        }
        let (head, count) = try writer.finish(unit: place.text("unit"))
        return (ReadingIntake.Found(readings: head, name: input.name, report: report), count)
    }
}
