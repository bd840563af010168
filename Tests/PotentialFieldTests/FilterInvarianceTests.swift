import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import PotentialField

@Suite struct FilterInvarianceTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 6_400, cellWidth: 100, cellHeight: 100, columns: 80, rows: 64)

    /// Vertical dipoles under the grid, as seen from a height: the field at the pole.
    private func poleField(height: Double, noData: Bool = false) -> [Double] {
        let bodies: [(Double, Double, Double, Double)] = [(3_000, 3_500, 600, 1), (5_200, 2_400, 450, -0.6)]
        return (0..<64).flatMap { row in
            (0..<80).map { column -> Double in
                if noData, (20..<26).contains(row), (30..<41).contains(column) || column > 77 { return .nan }
                let point = grid.centre(column: column, row: row)
                return bodies.reduce(0.0) { sum, body in
                    let z = body.2 + height
                    let squared = (point.x - body.0) * (point.x - body.0) + (point.y - body.1) * (point.y - body.1)
                    let r = (squared + z * z).squareRoot()
                    return sum + body.3 * 1e10 * (2 * z * z - squared) / (r * r * r * r * r)
                }
            }
        }
    }

    private func filtered<P: Procedure>(
        _ procedure: P.Type, _ parameters: [String: ParameterValue] = [:], _ field: [Double], memory: Int? = nil,
        threads: Int = 2
    ) throws -> (values: [Double], bench: MemoryBench) {
        let bench = MemoryBench(grid: grid)
        if let memory { bench.memoryBytes = memory }
        bench.threads = threads
        bench.put(Strip(columns: 80, values: field.map { Float($0) }), on: grid, as: "in")
        try bench.run(procedure, parameters)
        return (try bench.strip("out").cells.values.map(Double.init), bench)
    }

    private func misfit(_ found: [Double], _ right: [Double], trimmed: Int = 0) -> Double {
        PotentialFieldTests.misfit(found, right, columns: 80, trimmed: trimmed)
    }

    @Test func `upward and down again is where it began`() throws {
        let field = poleField(height: 0)
        let up = try filtered(Upward.self, ["height": 200], field).values
        #expect(misfit(up, poleField(height: 200), trimmed: 6) < 0.003)
        let back = try filtered(Downward.self, ["height": 200, "noise": 1e-6], up).values
        #expect(misfit(back, field, trimmed: 6) < 0.01)
        #expect(misfit(up, field, trimmed: 6) > 0.02)
    }

    @Test func `the stabiliser bounds what grows downward`() throws {
        var random = Seeded(2)
        let noise = poleField(height: 0).map { _ in Double.random(in: -1...1, using: &random) }
        let greatest = try filtered(Downward.self, ["height": 500, "noise": 0.01], noise).values.map(abs).max() ?? 0
        let free = try filtered(Downward.self, ["height": 500, "noise": 0], noise).values.map(abs).max() ?? 0
        #expect(greatest < 20)
        #expect(free > 1e4)
    }

    @Test func `a pole field reduced to the pole stays as it is`() throws {
        let field = poleField(height: 0)
        let reduced = try filtered(PoleReduction.self, ["inclination": 90, "declination": 0], field).values
        #expect(misfit(reduced, field) < 1e-5)
    }

    @Test func `a field at the equator reduced to the equator stays as it is`() throws {
        let field = poleField(height: 0)
        let parameters: [String: ParameterValue] = ["inclination": 0, "declination": 0, "amplitude_inclination": 0]
        let reduced = try filtered(EquatorReduction.self, parameters, field).values
        // Waves along the field are lost where the field is level: there are few.
        #expect(misfit(reduced, field, trimmed: 6) < 0.05)
    }

    @Test func `derivatives of a constant are zero and those of a plane its slopes`() throws {
        let constant = Array(repeating: 7.0, count: 80 * 64)
        let plane = (0..<64).flatMap { row -> [Double] in
            (0..<80).map { column -> Double in 3 + 0.5 * Double(column) - 0.25 * Double(row) }
        }
        func differs(_ found: [Double], from right: Double) -> Double { found.map { abs($0 - right) }.max() ?? .nan }
        #expect(differs(try filtered(DerivativeX.self, [:], constant).values, from: 0) < 1e-6)
        #expect(differs(try filtered(DerivativeY.self, [:], constant).values, from: 0) < 1e-6)
        #expect(differs(try filtered(VerticalDerivative.self, [:], constant).values, from: 0) < 1e-6)
        #expect(differs(try filtered(TotalHorizontalGradient.self, [:], constant).values, from: 0) < 1e-6)
        #expect(differs(try filtered(DerivativeX.self, [:], plane).values, from: 0.005) < 1e-6)
        #expect(differs(try filtered(DerivativeY.self, [:], plane).values, from: 0.0025) < 1e-6)
        #expect(differs(try filtered(VerticalDerivative.self, [:], plane).values, from: 0) < 1e-6)
        let up = try filtered(Upward.self, ["height": 300], plane).values
        #expect(zip(up, plane).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test func `the fractional derivative of order one half twice is the first derivative`() throws {
        let field = poleField(height: 200)
        let once = try filtered(VerticalDerivative.self, [:], field).values
        let half = try filtered(VerticalDerivative.self, ["order": 0.5], field).values
        let twice = try filtered(VerticalDerivative.self, ["order": 0.5], half).values
        #expect(misfit(twice, once, trimmed: 8) < 0.02)
    }

    @Test func `cut-offs have the amplitudes that the definitions give`() {
        let k = Wave.turn / 1_000
        func amplitude(_ shape: WavelengthResponse.Shape, _ pass: WavelengthResponse.Pass) -> Double {
            WavelengthResponse(shape: shape, pass: pass, wavelength: 1_000, shorter: 0).factor(east: 0, north: k).x
        }
        #expect(abs(amplitude(.butterworth(order: 8), .low) - 0.5) < 1e-12)
        #expect(abs(amplitude(.butterworth(order: 8), .high) - 0.5) < 1e-12)
        #expect(abs(amplitude(.gaussian, .low) - 0.606_530_659_712_633_4) < 1e-12)
    }

    @Test func `stripes along the lines go and what lies across stays`() throws {
        func wave(_ cell: Int) -> Double { Elementary.cos(Wave.turn * Double(cell) / 8) }
        let stripes = (0..<64).flatMap { row in (0..<80).map { _ in wave(row) } }
        let across = (0..<64).flatMap { _ in (0..<80).map { wave($0) } }
        let parameters: [String: ParameterValue] = ["azimuth": 90, "spacing": 400]
        let left = try filtered(Decorrugate.self, parameters, stripes).values
        #expect(misfit(zip(left, stripes).map { $0 + $1 }, stripes, trimmed: 12) < 0.1)
        let kept = try filtered(Decorrugate.self, parameters, across).values
        #expect(misfit(kept, across, trimmed: 12) < 0.1)
        let rejected = try filtered(DirectionalCosine.self, ["azimuth": 90, "exponent": 4], stripes).values
        let contrast = { (column: Int) in abs(rejected[32 * 80 + column] - rejected[36 * 80 + column]) }
        #expect((20..<60).allSatisfy { contrast($0) < 0.1 })
        let passed = try filtered(DirectionalCosine.self, ["azimuth": 90, "mode": "pass"], stripes).values
        #expect((20..<60).allSatisfy { abs(passed[32 * 80 + $0] - passed[36 * 80 + $0] - 2) < 0.1 })
    }

    @Test func `holes are without data again, and the cells around them are not harmed`() throws {
        let whole = try filtered(Upward.self, ["height": 200], poleField(height: 0)).values
        let holed = poleField(height: 0, noData: true)
        let found = try filtered(Upward.self, ["height": 200], holed).values
        var worst = 0.0
        for index in found.indices {
            #expect(found[index].isNaN == holed[index].isNaN)
            if !found[index].isNaN { worst = max(worst, abs(found[index] - whole[index])) }
        }
        #expect(worst < 0.05 * (whole.map(abs).max() ?? 0))
    }

    @Test func `the number of threads does not change a bit`() throws {
        let field = poleField(height: 0)
        let one = try filtered(Tilt.self, [:], field, threads: 1).values
        #expect(try filtered(Tilt.self, [:], field, threads: 4).values == one)
    }

    @Test func `tiles give what the whole gives, to a thousandth`() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 30_000, cellWidth: 100, cellHeight: 100, columns: 300, rows: 300)
        var random = Seeded(9)
        let bodies = (0..<40).map { _ in
            (
                Double.random(in: 0...30_000, using: &random), Double.random(in: 0...30_000, using: &random),
                Double.random(in: 300...900, using: &random)
            )
        }
        let field = (0..<300).flatMap { row in
            (0..<300).map { column -> Float in
                let point = grid.centre(column: column, row: row)
                var sum = 0.0
                for body in bodies {
                    let x = point.x - body.0
                    let y = point.y - body.1
                    let r = (x * x + y * y + body.2 * body.2).squareRoot()
                    sum += 1e9 * body.2 / (r * r * r)
                }
                return Float(sum)
            }
        }
        func run<P: Procedure>(_ p: P.Type, _ parameters: [String: ParameterValue], memory: Int) throws -> MemoryBench {
            let bench = MemoryBench(grid: grid)
            bench.memoryBytes = memory
            bench.put(Strip(columns: 300, values: field), on: grid, as: "in")
            try bench.run(p, parameters)
            return bench
        }
        let whole = try run(VerticalDerivative.self, [:], memory: 1 << 30)
        let tiled = try run(VerticalDerivative.self, [:], memory: 4_500_000)
        #expect(whole.figures["tiles"] == 1)
        #expect((tiled.figures["tiles"] ?? 0) > 1)
        let right = try whole.strip("out").cells.values.map(Double.init)
        let found = try tiled.strip("out").cells.values.map(Double.init)
        let greatest = right.map(abs).max() ?? 0
        var worst = (inside: 0.0, edge: 0.0)
        for row in 0..<300 {
            for column in 0..<300 {
                let difference = abs(found[row * 300 + column] - right[row * 300 + column]) / greatest
                if min(row, column) < 6 || max(row, column) >= 294 {
                    worst.edge = max(worst.edge, difference)
                } else {
                    worst.inside = max(worst.inside, difference)
                }
            }
        }
        #expect(worst.inside < 1e-3)
        // At the raster's own edge, where the padding begins, neither is known better.
        #expect(worst.edge < 5e-3)
        let refused = #expect(throws: OperationError.self) { try run(VerticalDerivative.self, [:], memory: 100_000) }
        #expect(refused?.code == .tooLarge)
    }
}
