/// Gradient noise on a square lattice (Perlin 1985, with the quintic fade of 2002), about zero, mostly within ±0.7.
struct SmoothNoise: Sendable {
    /// The noise and its slope per unit of the lattice.
    struct Sample {
        var value: Double
        var slopeX: Double
        var slopeY: Double
    }

    private let lattice: CellNoise

    init(seed: UInt64, stream: NoiseStream) {
        lattice = CellNoise(seed: seed, stream: stream)
    }

    func sample(_ x: Double, _ y: Double) -> Sample {
        let left = x.rounded(.down)
        let bottom = y.rounded(.down)
        let (dx, dy) = (x - left, y - bottom)
        let (column, row) = (Int(left), Int(bottom))
        let (fadeX, fadeSlopeX) = Self.fade(dx)
        let (fadeY, fadeSlopeY) = Self.fade(dy)

        let southWest = corner(column, row, dx, dy)
        let southEast = corner(column + 1, row, dx - 1, dy)
        let northWest = corner(column, row + 1, dx, dy - 1)
        let northEast = corner(column + 1, row + 1, dx - 1, dy - 1)

        let south = southWest.value + fadeX * (southEast.value - southWest.value)
        let north = northWest.value + fadeX * (northEast.value - northWest.value)
        let southSlope =
            southWest.slopeX + fadeX * (southEast.slopeX - southWest.slopeX)
            + fadeSlopeX * (southEast.value - southWest.value)
        let northSlope =
            northWest.slopeX + fadeX * (northEast.slopeX - northWest.slopeX)
            + fadeSlopeX * (northEast.value - northWest.value)
        let southRise = southWest.slopeY + fadeX * (southEast.slopeY - southWest.slopeY)
        let northRise = northWest.slopeY + fadeX * (northEast.slopeY - northWest.slopeY)
        return Sample(
            value: south + fadeY * (north - south),
            slopeX: southSlope + fadeY * (northSlope - southSlope),
            slopeY: southRise + fadeY * (northRise - southRise) + fadeSlopeY * (north - south))
    }

    /// Octaves, each of half the wavelength and half the amplitude of the one before, over their summed amplitude.
    func octaves(_ x: Double, _ y: Double, count: Int) -> Double {
        var (sum, amplitude, total) = (0.0, 1.0, 0.0)
        var (u, v) = (x, y)
        for _ in 0..<count {
            sum += amplitude * sample(u, v).value
            total += amplitude
            amplitude *= 0.5
            (u, v) = Self.finer(u, v)
        }
        return sum / total
    }

    /// Half the wavelength, turned by an angle of tangent 3/4 so that the lattices of the octaves do not line up.
    static func finer(_ x: Double, _ y: Double) -> (Double, Double) {
        (1.6 * x - 1.2 * y + 17.25, 1.2 * x + 1.6 * y - 9.75)
    }

    private func corner(_ column: Int, _ row: Int, _ dx: Double, _ dy: Double) -> Sample {
        let bits = lattice.bits(column, row)
        let slopeX = Double(bits >> 32) * 0x1p-31 - 1
        let slopeY = Double(bits & 0xFFFF_FFFF) * 0x1p-31 - 1
        return Sample(value: slopeX * dx + slopeY * dy, slopeX: slopeX, slopeY: slopeY)
    }

    private static func fade(_ t: Double) -> (value: Double, slope: Double) {
        let square = t * t
        return (square * t * (t * (t * 6 - 15) + 10), 30 * square * (t * (t - 2) + 1))
    }
}
