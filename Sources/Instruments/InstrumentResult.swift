package import Survey

/// What an instrument's file holds.
package enum InstrumentResult: Hashable, Sendable {
    case readings(Readings, ReadingReport)
    case grid(InstrumentGrid, GridReport)
}
