import KernelTypes
import Survey

/// What a grid's cells measure on the ground, in metres.
///
/// A projected grid's cells all have the area that the CRS gives them: its scale is not taken out, 0.08 % in the middle
/// of a UTM zone. A geographic grid's cells are parts of the WGS84 ellipsoid.
struct Ground: Sendable {
    let grid: AnalysisGrid
    /// Metres a unit; `nil` where the CRS is in degrees.
    let metres: Double?

    init(_ grid: AnalysisGrid, metresPerUnit: Double?) {
        self.grid = grid
        metres = metresPerUnit
    }

    /// Whether the grid goes around the whole Earth, so that its first column lies beside its last.
    var isClosed: Bool {
        metres == nil && abs(Double(grid.columns) * grid.cellWidth - 360) < 1e-6 * grid.cellWidth
    }

    /// Square metres of each cell of a row.
    func cellArea(row: Int) -> Double {
        guard let metres else {
            let north = grid.north - Double(row) * grid.cellHeight
            return Ellipsoid.areaBetween(south: north - grid.cellHeight, north: north, width: grid.cellWidth)
        }
        return grid.cellArea * (metres * metres)
    }

    /// Square metres of cells; the order of runs that are in rows from north to south decides the last bits.
    func squareMetres(of runs: [RowRun]) -> Double {
        guard metres == nil else { return Double(runs.reduce(0) { $0 + $1.cells }) * cellArea(row: 0) }
        var sum = 0.0
        var row = -1
        var area = 0.0
        for run in runs {
            if run.row != row {
                row = run.row
                area = cellArea(row: row)
            }
            sum += Double(run.cells) * area
        }
        return sum
    }

    /// Metres between two places of the grid's CRS: straight on a map, along the geodesic on the ellipsoid.
    func distance(from a: Point, to b: Point) -> Double {
        guard let metres else { return Ellipsoid.distance(from: a, to: b) }
        let east = (a.x - b.x) * metres
        let north = (a.y - b.y) * metres
        return (east * east + north * north).squareRoot()
    }

    /// The centre of gravity of cells.
    ///
    /// On a projected grid the mean of their centres. On a geographic one the direction of the mean of their
    /// outward normals, weighted by area, so that neither the antimeridian nor a pole matters; the longitude is given
    /// within a turn from the grid's western edge on.
    func centroid(of runs: [RowRun]) -> Point {
        guard metres == nil else {
            var columns = 0
            var rows = 0
            var cells = 0
            for run in runs {
                // Twice the sum of columns, so that whole numbers do.
                columns += (run.columns.lowerBound + run.columns.upperBound - 1) * run.cells
                rows += run.row * run.cells
                cells += run.cells
            }
            let column = Double(columns) / 2 / Double(cells)
            let row = Double(rows) / Double(cells)
            return Point(x: grid.west + (column + 0.5) * grid.cellWidth, y: grid.north - (row + 0.5) * grid.cellHeight)
        }
        return geographicCentroid(of: runs)
    }

    private func geographicCentroid(of runs: [RowRun]) -> Point {
        let degree = Double.pi / 180
        var (x, y, z, whole) = (0.0, 0.0, 0.0, 0.0)
        for run in runs {
            let latitude = (grid.north - (Double(run.row) + 0.5) * grid.cellHeight) * degree
            let west = (grid.west + Double(run.columns.lowerBound) * grid.cellWidth) * degree
            let east = (grid.west + Double(run.columns.upperBound) * grid.cellWidth) * degree
            let weight = cellArea(row: run.row) / (grid.cellWidth * degree)
            let across = weight * Elementary.cos(latitude)
            x += across * (Elementary.sin(east) - Elementary.sin(west))
            y += across * (Elementary.cos(west) - Elementary.cos(east))
            z += weight * Elementary.sin(latitude) * (east - west)
            whole += weight * (east - west)
        }
        let across = (x * x + y * y).squareRoot()
        // Cells all around the Earth have no middle: the grid's own stands for it.
        guard (x * x + y * y + z * z).squareRoot() > 1e-9 * whole else {
            return Point(x: (grid.west + grid.east) / 2, y: (grid.north + grid.south) / 2)
        }
        var longitude = across > 1e-12 * whole ? Elementary.atan2(y, x) / degree : grid.west
        while longitude < grid.west { longitude += 360 }
        while longitude >= grid.west + 360 { longitude -= 360 }
        return Point(x: longitude, y: Elementary.atan2(z, across) / degree)
    }
}
