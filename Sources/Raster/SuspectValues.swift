import KernelTypes

/// Counts values that often stand for "no data" where nobody declared it. They stay data; what was found is told.
struct SuspectValues {
    /// As stored in the file: what loggers, GIS and NetCDF write where they have nothing.
    static let known: [Double] = [
        -99, -999, -9999, -99_999, -999_999, -32_768, 9999, 99_999, 999_999, 1e20, 1e30, 9.969209968386869e36,
    ]
    /// One in this many valid cells is too often for a chance.
    private static let often = 1000

    private let suspects: [(stored: Double, value: Float)]
    private let isZeroKnown: Bool
    private let columns: Int
    private let zero: Float
    private var counts: [Int]
    private var valid = 0
    private var zeros = 0
    private var edgeZeros = 0
    private var lowest = Float.infinity
    private var highest = -Float.infinity
    private var lowestBesideZero = Float.infinity
    private var highestBesideZero = -Float.infinity

    /// For a band of so many columns; `data` are values that are known to be data.
    init(band: BandFacts, columns: Int, data: [Double]) {
        suspects = Self.known.filter { !data.contains($0) }.map { stored in
            (stored, Float(stored * band.scale + band.offset))
        }
        isZeroKnown = data.contains(0)
        zero = Float(band.offset)
        self.columns = columns
        counts = [Int](repeating: 0, count: suspects.count)
    }

    /// Takes whole rows of cleaned cells.
    mutating func add(_ cells: Cells) {
        for row in 0..<cells.count / columns {
            let start = row * columns
            for index in start..<start + columns {
                let value = unsafe cells.base[index]
                guard !value.isNaN else { continue }
                valid += 1
                lowest = min(lowest, value)
                highest = max(highest, value)
                guard value != zero else {
                    zeros += 1
                    continue
                }
                lowestBesideZero = min(lowestBesideZero, value)
                highestBesideZero = max(highestBesideZero, value)
                guard abs(value) >= 99 || band(holds: value) else { continue }
                for (place, suspect) in suspects.enumerated() where suspect.value == value { counts[place] += 1 }
            }
            edgeZeros += unsafe edgeRun(UnsafePointer(cells.base + start))
        }
    }

    /// Scaled bands have suspects of any size.
    private func band(holds value: Float) -> Bool { suspects.contains { $0.value == value } }

    /// Zeros of a row that nothing but zeros parts from its western or eastern end.
    private func edgeRun(_ row: UnsafePointer<Float>) -> Int {
        var west = 0
        while west < columns, unsafe row[west] == zero { west += 1 }
        guard west < columns else { return columns }
        var east = columns
        while unsafe row[east - 1] == zero { east -= 1 }
        return west + columns - east
    }

    /// A sentence for each value that looks like no data and is not declared.
    var notes: [String] {
        var notes: [String] = []
        for (suspect, count) in zip(suspects, counts) where count > 0 {
            let isExtreme = suspect.value == lowest || suspect.value == highest
            guard isExtreme || count * Self.often >= valid else { continue }
            notes.append(Self.note(BandFacts.plain(suspect.stored), "appears \(Self.times(count))"))
        }
        // A mask of 0 and 1 has its zeros for a reason.
        let isMask = lowestBesideZero >= highestBesideZero
        if !isZeroKnown, !isMask, edgeZeros * 10 >= zeros * 9, edgeZeros * 100 >= valid, edgeZeros >= 10 {
            notes.append(Self.note("0", "fills \(edgeZeros) cells from the edges inward"))
        }
        return notes
    }

    private static func note(_ value: String, _ where: String) -> String {
        "\(value) \(`where`) and is not declared as no data, so it counts as data: declare it with nodata: [\(value)], "
            + "or say that it is data with data: [\(value)]"
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}
