/// What was found in a file of readings or occurrences, what was taken as what, and what was refused.
package struct ReadingReport: Hashable, Sendable, Codable {
    /// How the text is written.
    package struct Dialect: Hashable, Sendable, Codable {
        /// `,`, `;` or a tab; `blanks` where these divide columns, `fixed` where columns have widths; else empty.
        package var separator: String
        package var hasDecimalComma: Bool
        /// Where the columns are named, counted from 1; 0 where no line names them.
        package var headerLine: Int
        /// `UTF-8`, `UTF-16` or `ISO 8859-1`.
        package var encoding: String
        /// Which of the format's forms this is; empty where it has one.
        package var variant: String

        package init(
            separator: String, hasDecimalComma: Bool = false, headerLine: Int, encoding: String, variant: String = ""
        ) {
            self.separator = separator
            self.hasDecimalComma = hasDecimalComma
            self.headerLine = headerLine
            self.encoding = encoding
            self.variant = variant
        }
    }

    /// The columns that hold the places.
    package struct Positions: Hashable, Sendable, Codable {
        /// The column of easting or longitude, as named in the file.
        package var x: String
        /// The column of northing or latitude.
        package var y: String
        /// Whether they are degrees of longitude and latitude.
        package var isGeographic: Bool

        package init(x: String, y: String, isGeographic: Bool) {
            self.x = x
            self.y = y
            self.isGeographic = isGeographic
        }
    }

    /// A row that was not read.
    package struct RefusedRow: Hashable, Sendable, Codable {
        /// Counted from 1.
        package var line: Int
        package var reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// A number that stands for "no value".
    package struct Dummy: Hashable, Sendable, Codable {
        package var value: Double
        package var count: Int

        package init(value: Double, count: Int) {
            self.value = value
            self.count = count
        }
    }

    /// What one channel holds.
    package struct Channel: Hashable, Sendable, Codable {
        package var name: String
        /// The column's name in the file.
        package var column: String
        package var unit: String
        package var values = 0
        /// Readings without a value: an empty field, a word such as `NaN`, or a dummy value.
        package var missing = 0
        /// Those of them that were dummy values, in the order met.
        package var dummies: [Dummy] = []
        /// Readings below a detection limit (`<5`, `<LOD`, `ND`): without a value, too.
        package var censored = 0
        /// The least and the greatest detection limit written with one.
        package var lowestLimit: Double?
        package var highestLimit: Double?
        /// Readings above the instrument's range (`>1000`): without a value, too.
        package var aboveRange = 0

        package init(name: String, column: String, unit: String) {
            self.name = name
            self.column = column
            self.unit = unit
        }
    }

    package var format: String
    package var dialect: Dialect
    /// `nil` where the readings have no places.
    package var positions: Positions?
    package var rowsRead = 0
    package var rowsRefused = 0
    /// The first of them, at most 1000.
    package var refused: [RefusedRow] = []
    package var channels: [Channel] = []
    /// As the file states it, such as `EPSG:32641`.
    package var crs: String?
    /// ISO 8601 offset of its times, such as `Z`; `nil` where the file states none.
    package var timeZone: String?
    /// Assumptions and oddities, one sentence each.
    package var notes: [String] = []

    init(format: String, dialect: Dialect, positions: Positions?) {
        self.format = format
        self.dialect = dialect
        self.positions = positions
    }

    static let mostRefusedListed = 1_000

    mutating func refuse(_ line: Int, _ reason: String) {
        rowsRefused += 1
        if refused.count < Self.mostRefusedListed { refused.append(RefusedRow(line: line, reason: reason)) }
    }

    /// Throws where nothing, or less than half of the rows, was read.
    func checkYield() throws(InstrumentError) {
        guard rowsRead > 0 || rowsRefused > 0 else {
            throw InstrumentError(
                .empty,
                reason: dialect.headerLine > 0
                    ? "there is no row below the header in line \(dialect.headerLine)" : "there is no row of data",
                remedy: "export the file with its data")
        }
        guard rowsRefused > rowsRead else { return }
        let first = refused.prefix(3).map { "line \($0.line): \($0.reason)" }.joined(separator: "; ")
        throw InstrumentError(
            .tooManyRefused, reason: "\(rowsRefused) of \(rowsRead + rowsRefused) rows cannot be read: \(first)",
            remedy: "correct the file, or declare its dummy values as nodata")
    }
}
