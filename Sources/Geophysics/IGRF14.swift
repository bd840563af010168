/// The International Geomagnetic Reference Field, 14th generation, 1900 to 2030.
///
/// Alken et al. (2021) and IAGA V-MOD (2024): Schmidt semi-normalised harmonics to degree 13 about a sphere of
/// 6371.2 km, linear in the decimal year between epochs of five years; to degree 10 before 2000.
struct IGRF14: Sendable {
    static let generation = "IGRF-14"
    static let years = 1900.0...2030.0
    static let model = IGRF14()

    static let degree = 13
    private static let yearsAnEpoch = 5.0
    /// Terms with an order from 1 up, by order and then by degree; those of order 0 come last.
    private static let order: [(n: Int, m: Int)] =
        (1...degree).flatMap { m in (m...degree).map { ($0, m) } } + (1...degree).map { ($0, 0) }
    /// Numbers that a term takes in `coefficients`: g, its change a year, h, its change.
    static let numbersATerm = 4
    static var terms: Int { order.count }

    /// One block an interval between epochs, `terms * numbersATerm` numbers.
    let coefficients: [Double]
    /// Three numbers a term: what the recursion over degrees takes.
    let recursion: [Double]
    let intervals: Int

    private init() {
        let rows = Self.text.split(separator: "\n").map { row in
            row.split(separator: " ").dropFirst().compactMap { Double($0) }
        }
        let epochs = rows.dropLast().map(Self.terms(of:))
        let change = Self.terms(of: rows[rows.count - 1])
        var coefficients: [Double] = []
        for (index, epoch) in epochs.enumerated() {
            for term in epoch.indices {
                let start = epoch[term]
                var rate = change[term]
                if index + 1 < epochs.count {
                    rate = (
                        (epochs[index + 1][term].g - start.g) / Self.yearsAnEpoch,
                        (epochs[index + 1][term].h - start.h) / Self.yearsAnEpoch
                    )
                }
                coefficients += [start.g, rate.g, start.h, rate.h]
            }
        }
        self.coefficients = coefficients
        intervals = epochs.count
        recursion = Self.order.flatMap { n, m in
            let (n, m) = (Double(n), Double(m))
            let root = (n * n - m * m).squareRoot()
            let before = (max(0, (n - 1) * (n - 1) - m * m)).squareRoot()
            return root == 0 ? [0, 0, 0] : [(2 * n - 1) / root, before / root, root]
        }
    }

    /// The interval of a year between epochs, and the years since its start.
    func interval(of year: Double) -> (index: Int, since: Double) {
        let whole = ((year - Self.years.lowerBound) / Self.yearsAnEpoch).rounded(.down)
        let index = min(max(Int(whole), 0), intervals - 1)
        return (index, year - (Self.years.lowerBound + Double(index) * Self.yearsAnEpoch))
    }

    /// Numbers of one row, as the official file orders them, in the order of the terms; zero above its degree.
    private static func terms(of row: [Double]) -> [(g: Double, h: Double)] {
        order.map { n, m in
            // Before degree n come 2 k + 1 numbers for each degree k from 1.
            let start = n * n - 1
            let g = m == 0 ? start : start + 2 * m - 1
            guard g < row.count else { return (0, 0) }
            return (row[g], m == 0 ? 0 : row[g + 1])
        }
    }
}
