import Survey
import Testing

@Suite struct AnalysisGridTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 200_000, north: 3_200_000, cellWidth: 100, cellHeight: 50, columns: 30, rows: 20)

    @Test func `the centre of every cell lies in that cell`() {
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let centre = grid.centre(column: column, row: row)
                #expect(grid.cell(at: centre) == Cell(column: column, row: row))
            }
        }
    }

    @Test func `a cell owns its western and northern edge and the grid ends before its last edges`() {
        #expect(grid.cell(at: Point(x: grid.west, y: grid.north)) == Cell(column: 0, row: 0))
        #expect(grid.cell(at: Point(x: grid.west + 100, y: grid.north - 50)) == Cell(column: 1, row: 1))
        #expect(grid.cell(at: Point(x: grid.east, y: grid.north)) == nil)
        #expect(grid.cell(at: Point(x: grid.west, y: grid.south)) == nil)
        #expect(grid.cell(at: Point(x: .nan, y: grid.north)) == nil)
        #expect(grid.cell(at: Point(x: 1e300, y: -1e300)) == nil)
    }

    @Test func `bands cover every row once, in order, whatever their height`() {
        for height in 1...25 {
            let bands = grid.bands(ofAtMost: height)
            #expect(bands.flatMap(Array.init) == Array(0..<grid.rows))
            #expect(bands.allSatisfy { $0.count <= height })
        }
    }

    @Test func `a band has the cells of its rows`() {
        let band = grid.band(5..<9)
        #expect(band.rows == 4)
        #expect(band.centre(column: 3, row: 0) == grid.centre(column: 3, row: 5))
        #expect(band.south == grid.north - 9 * 50)
    }

    @Test func `grids with the same cells are the same although a corner differs in the last digits`() {
        var other = grid
        other.west += 1e-6
        #expect(grid.hasSameCells(as: other))
        other.west += 1
        #expect(!grid.hasSameCells(as: other))
    }
}
