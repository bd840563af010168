/// A table in delimited text whose header names positions, or a date and a time.
enum DelimitedReadings: InstrumentFormat {
    static let name = "delimited text"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        if !input.expectation.columns.isEmpty { return .declined("columns are declared for a file without a header") }
        do throws(InstrumentError) {
            _ = try DelimitedTable(
                input.beginning(), prefersDegrees: input.expectation.prefersDegrees,
                needsPositions: input.expectation.needsPositions)
            return .plausible
        } catch {
            // A table that contradicts itself is a table: its own error says more than that no reader knew it.
            return error.code == .contradiction ? .plausible : .declined(error.reason)
        }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        do {
            let (readings, report) = try ReadingFile.read(
                input.decoded(), expecting: input.expectation, parallel: input.parallel)
            return .readings(readings, report)
        } catch let error as InstrumentError {
            throw error
        } catch {
            throw InstrumentError(
                .interrupted, reason: "reading \(input.name.shown) was interrupted: \(error)", remedy: "read it again")
        }
    }
}
