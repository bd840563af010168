import KernelTypes
package import Operations
import Survey

/// Readings to a raster by the smoothest surface through them, held by tension.
package struct MinimumCurvature: Procedure {
    package static let declaration = Operation(
        name: "grid-minimum-curvature",
        summary: "Gives the smoothest surface through the readings, a thin plate that is pulled at its edges.",
        family: .gridding, inputs: [.readingsToGrid],
        parameters: [
            .channel,
            Parameter(
                "tension", .number(from: 0, to: 0.99), default: 0.25,
                "0 is the thin plate; more keeps it from swinging between lines: 0.25 is usual for potential fields"),
            .maximumDistance,
            Parameter(
                "convergence", .number(from: 1e-9, to: 0.1), default: 1e-4,
                """
                the sweeps end where none changes a cell by more than this part of the readings' deviation from their \
                plane
                """),
            Parameter(
                "sweeps", .integer(from: 1, to: 1_000_000), default: 1_000,
                "the most at the finest level; coarser levels may take more"),
        ],
        memory: .whole,
        formula: """
            (1 - T) ∇²∇²u - T ∇²u = 0 in cells without a reading, in differences over 13 cells. In a cell with \
            readings \
            their mean place and value stand for them: within 5 % of the centre the cell has the value, else ∇²u there \
            is that of the quadratic through the reading and five cells. Edges: (1 - T) ∂²u/∂n² + T ∂u/∂n = 0, ∂∇²u/∂n \
            = 0, ∂²u/∂x∂y = 0 at corners. The readings' least-squares plane is taken off before and put back after. \
            The edges lie up to 7 cells outside, where the number of spacings is a multiple of 8. Solved from coarse \
            to fine by over-relaxation (1.4) in single precision until converged, at a millionth of the greatest value \
            at the finest; 'converged' in the figures is 0 where \
            the sweeps ran out. The maximum distance counts between cell centres.
            """,
        source: """
            Briggs (1974), Machine contouring using minimum curvature; Smith and Wessel (1990), Gridding with \
            continuous \
            curvature splines in tension, whose equations these are, as in GMT's surface.
            """, version: 2)

    private let channel: String?
    private let tension: Double
    private let maximumDistance: Double?
    private let convergence: Double
    private let sweeps: Int

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
        tension = try settings.number("tension")
        maximumDistance = settings.values["maximum_distance"]?.number
        convergence = try settings.number("convergence")
        sweeps = try settings.integer("sweeps")
    }

    /// Readings are taken into cells part by part, so that their number costs no memory.
    package func run(at bench: any Workbench) throws {
        let flow = try ReadingFlow(from: bench, channel: channel, of: Self.declaration)
        let metres = try flow.unitInMetres()
        let grid = flow.grid.extendedForCoarsening
        // A third more for the coarser levels; a datum is at most one a cell; sums are gone before the plate is there.
        let most = min(grid.cellCount, flow.most)
        let reach = maximumDistance == nil ? 0 : 4 * grid.cellCount
        try bench.require(
            bytes: max(16 * grid.cellCount + 24 * most, 6 * grid.cellCount + reach + 60 * most),
            of: Self.declaration, for: "the surface")
        let (data, plane, moments) = try binned(flow, on: grid, at: bench)
        let deviation = moments.deviation
        var solver = PlateSolver(
            data: data, columns: grid.columns, rows: grid.rows, ratio: grid.cellWidth / grid.cellHeight,
            tension: tension)
        try solver.solve(to: convergence * deviation, sweeps: sweeps, at: bench)
        if !solver.hasConverged {
            bench.note("The sweeps ran out before the surface converged: set more 'sweeps', or a looser 'convergence'.")
        }
        try PlateSurface(
            grid: flow.grid, extended: grid, plate: solver.finest, plane: plane, base: moments.base,
            readings: Int(moments.count), data: data.count, sweeps: solver.sweeps,
            change: deviation > 0 ? solver.change / deviation : 0, hasConverged: solver.hasConverged,
            reach: maximumDistance.map { NearCells(of: data, on: grid, within: $0 / metres) }
        ).write(to: bench, on: flow.grid, unit: flow.unit)
    }

    private func binned(
        _ flow: ReadingFlow, on grid: AnalysisGrid, at bench: any Workbench
    ) throws -> (data: PlateData, plane: TrendPlane, moments: TrendMoments) {
        var sums = NodeSums(on: grid)
        _ = try flow.each(at: bench) { sums.add($0, $1) }
        let plane = TrendPlane(sums.moments)
        let data = PlateData(sums, without: plane)
        guard !data.isEmpty else { throw flow.outside() }
        return (data, plane, sums.moments)
    }
}

extension AnalysisGrid {
    /// This grid with cells added around it, so that one less than columns and rows is a multiple of 8.
    var extendedForCoarsening: AnalysisGrid {
        func extended(_ count: Int) -> Int { max(8, (count + 6) / 8 * 8) + 1 }
        var grid = self
        grid.columns = extended(columns)
        grid.rows = extended(rows)
        grid.west -= Double((grid.columns - columns) / 2) * cellWidth
        grid.north += Double((grid.rows - rows) / 2) * cellHeight
        return grid
    }
}
