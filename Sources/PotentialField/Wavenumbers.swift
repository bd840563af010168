import Fourier

/// The wavenumbers of a spectrum, in radians per metre, east and north.
struct Wavenumbers: Sendable {
    /// One for each row; rows run southwards, so that the first of them are negative.
    let norths: [Double]
    /// The row of the wave that two rows carry; `nil` where there is an odd number of rows.
    let nyquist: Int?
    private let step: Double

    init(_ grid: FourierGrid, _ metres: (width: Double, height: Double)) {
        let turn = 6.283_185_307_179_586
        let rows = grid.rows
        let northStep = turn / (Double(rows) * metres.height)
        norths = (0..<rows).map { -northStep * Double($0 > rows / 2 ? $0 - rows : $0) }
        nyquist = rows % 2 == 0 ? rows / 2 : nil
        step = turn / (Double(grid.columns) * metres.width)
    }

    func east(_ frequency: Int) -> Double { step * Double(frequency) }
}
