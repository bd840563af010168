/// Why an instrument's file cannot be read, and what to do.
package struct InstrumentError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable, Codable {
        /// No bytes, or no rows.
        case empty
        /// Not text.
        case binary
        case noHeader, noPositions, noChannel
        /// Rows that disagree on something that holds for all, such as the CRS or the unit.
        case contradiction
        /// More than half of the rows were refused.
        case tooManyRefused
        /// No reader knows the file, or more than one does.
        case unknownFormat
        /// Readings that need times and have no date, or no offset of their clock.
        case noDate
        /// A number whose unit the file does not tell and on which the result depends.
        case noUnit
        /// Cut, or with parts that do not fit each other.
        case corrupt
        /// The work was stopped from outside.
        case interrupted
        /// A part of the delivery, such as the `.dfn` of a `.dat`, is not there.
        case noCompanion
    }
    package var code: Code
    package var reason: String
    package var remedy: String

    package init(_ code: Code, reason: String, remedy: String) {
        self.code = code
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String { "\(reason); \(remedy)" }
}
