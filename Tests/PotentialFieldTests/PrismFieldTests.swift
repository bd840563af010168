import Fourier
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import PotentialField

@Suite struct PrismFieldTests {
    /// A response on the cells as they are: no plane, no padding, no taper.
    private func plain(_ response: any SpectralResponse, _ field: [Double]) throws -> [Double] {
        let grid = try FourierGrid(columns: 121, rows: 101)
        for row in 0..<101 {
            grid.withCells(ofRow: row) { cells in
                for column in 0..<121 { cells[column] = Float(field[row * 121 + column]) }
            }
            grid.forward(row: row)
        }
        let wavenumbers = Wavenumbers(grid, (100, 80))
        for block in 0..<grid.blocks {
            grid.filter(block: block, into: grid) { frequency, column in
                response.apply(
                    to: &column, east: wavenumbers.east(frequency), norths: wavenumbers.norths,
                    nyquist: wavenumbers.nyquist, scale: 1 / Double(121 * 101))
            }
        }
        return (0..<101).flatMap { row in
            grid.backward(row: row)
            return grid.withCells(ofRow: row) { cells in cells.indices.map { Double(cells[$0]) } }
        }
    }

    private func greatest(_ found: [Double], _ right: [Double], sign: Double = 1) -> Double {
        (zip(found, right).map { abs($0 - sign * $1) }.max() ?? .infinity) / (right.map(abs).max() ?? 1)
    }

    @Test func `without padding the spectrum's filters are those of a plain transform`() throws {
        guard let field = try PrismField.array("truth_tmi"), let up = try PrismField.array("plainfft_up500"),
            let derivative = try PrismField.array("plainfft_du"), let pole = try PrismField.array("plainfft_rtp")
        else { return }
        let direction = FieldDirection(inclination: PrismField.inclination, declination: PrismField.declination)
        #expect(greatest(try plain(ContinuationResponse(height: 500, noise: 0), field), up) < 1e-6)
        // The reference is d/d(up), ours d/d(down).
        #expect(greatest(try plain(DerivativeResponse(axis: .down, order: 1), field), derivative, sign: -1) < 1e-6)
        let response = PoleResponse(
            field: direction, magnetisation: direction, amplitudeInclination: 20, target: .pole)
        // The reference has no mean, which has no direction to be reduced from; ours keeps it.
        let reduced = try plain(response, field)
        let mean = field.reduce(0, +) / Double(field.count)
        #expect(greatest(reduced.map { $0 - mean }, pole) < 1e-6)
    }

    @Test func `padded and trimmed the filters are near the exact fields`() throws {
        guard let field = try PrismField.array("truth_tmi"), let up = try PrismField.array("truth_tmi_up500"),
            let derivative = try PrismField.array("truth_tmi_du"), let pole = try PrismField.array("truth_tmi_rtp"),
            let tilt = try PrismField.array("truth_tmi_tilt")
        else { return }
        func misfit(_ found: [Double], _ right: [Double]) -> Double {
            PotentialFieldTests.misfit(found, right, columns: 121, trimmed: 6)
        }
        #expect(misfit(try PrismField.filtered(Upward.self, ["height": 500], field), up) < 0.0022)
        #expect(misfit(try PrismField.filtered(VerticalDerivative.self, [:], field), derivative.map { -$0 }) < 0.0004)
        let direction: [String: ParameterValue] = [
            "inclination": .number(PrismField.inclination), "declination": .number(PrismField.declination),
        ]
        #expect(misfit(try PrismField.filtered(PoleReduction.self, direction, field), pole) < 0.0052)
        // An angle is well known only where there is a gradient.
        let steep = (derivative.map(abs).max() ?? 0) / 50
        let angles = try PrismField.filtered(Tilt.self, [:], field)
        for row in 6..<95 {
            for column in 6..<115 where abs(derivative[row * 121 + column]) > steep {
                // The reference's vertical axis points up.
                #expect(abs(angles[row * 121 + column] + tilt[row * 121 + column]) < 0.05)
            }
        }
    }
}
