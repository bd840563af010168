import Instruments
import Testing

@testable import Work

@Suite struct TurnedGridTests {
    @Test func `a turned grid keeps its pivot, the first cell's centre, and turns its axes`() {
        let grid = InstrumentGrid(
            columns: 3, rows: 2, west: 99, south: 198, cellWidth: 2, cellHeight: 4, rotation: 90, crs: nil, unit: "",
            cells: .single([Float](repeating: 0, count: 6)))
        func place(_ column: Double, _ row: Double) -> (x: Double, y: Double) {
            let g = grid.geotransform
            return (g[0] + column * g[1] + row * g[2], g[3] + column * g[4] + row * g[5])
        }
        let pivot = place(0.5, 1.5)
        #expect(abs(pivot.x - 100) < 1e-12 && abs(pivot.y - 200) < 1e-12)
        // A quarter turn: columns run north, rows run from west to east as they run to the south unturned.
        let east = place(1.5, 1.5)
        #expect(abs(east.x - 100) < 1e-12 && abs(east.y - 202) < 1e-12)
        let north = place(0.5, 0.5)
        #expect(abs(north.x - 96) < 1e-12 && abs(north.y - 200) < 1e-12)
    }
}
