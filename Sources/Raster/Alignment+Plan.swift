import KernelTypes
import Survey

extension Alignment {
    /// How one source gets to the grid.
    struct Plan: Sendable {
        enum Way: Sendable {
            case copy(AlignmentSource, SharedCells)
            case warp(CleanSource)
        }

        let way: Way
        /// The grid's rows outside of which the source has nothing to say.
        let rows: Range<Int>

        /// What does it, with handles of its own.
        func overlay(_ grid: AnalysisGrid, _ resampling: Resampling) throws(RasterError) -> any Overlay {
            switch way {
            case .copy(let source, let shared): try CoincidentOverlay(source, shared)
            case .warp(let clean): try WarpedOverlay(clean, to: grid, resampling: resampling)
            }
        }

        /// `nil` where the source does not reach the grid; what was assumed goes to the report.
        init?(
            _ source: AlignmentSource, _ grid: AnalysisGrid, _ resampling: Resampling, scratch: String, share: Int,
            route: RouteChoice?, report: inout AlignmentReport
        ) throws(RasterError) {
            let dataset = try Dataset(reading: source.path, drivers: source.drivers)
            let facts = try dataset.facts(band: source.band)
            let crs = try Self.crs(of: source, dataset, &report)
            guard let geotransform = dataset.geotransform else {
                throw RasterError(
                    .noGeotransform, operation: "align \(source.label)",
                    messages: ["the file does not say where its cells lie"],
                    remedy: "Send it with its world file, or as GeoTIFF")
            }
            if source.nodata != .ignored, let note = facts.nodataNote {
                report.notes.append("\(source.label): \(note)")
            }
            if facts.scale != 1 || facts.offset != 0 {
                report.notes.append(
                    "\(source.label): values are stored values × \(facts.scale) + \(facts.offset), as the file says")
            }
            let placement = GridPlacement(geotransform: geotransform, columns: dataset.width, rows: dataset.height)
            let isSameCRS = try CoordinateSystem.areSame(crs, grid.crs)
            if isSameCRS, let shared = placement.shared(with: grid) {
                let offset = shared.offset
                guard offset.column < grid.columns, offset.row < grid.rows, offset.column + dataset.width > 0,
                    offset.row + dataset.height > 0
                else {
                    report.notes.append("\(source.label): does not reach the grid")
                    return nil
                }
                if shared.isSouthUp {
                    report.notes.append("\(source.label): its rows run from south to north and were turned")
                }
                way = .copy(source, shared)
                rows = max(0, offset.row)..<min(grid.rows, offset.row + dataset.height)
                return
            }

            // The same CRS written in another way is the grid's: nothing is between them.
            let route = isSameCRS ? nil : try route?(crs, grid)
            let from = isSameCRS ? grid.crs : route?.source ?? crs
            let transformation = try CoordinateTransformation(
                to: SpatialReference(grid.crs), backTo: SpatialReference(from), along: route?.pipeline)
            let isGeographic = try CoordinateSystem(crs).isGeographic
            guard
                let part = SourceWindow(
                    of: placement, on: grid, through: transformation, isGeographic: isGeographic)
            else {
                report.notes.append("\(source.label): does not reach the grid")
                return nil
            }
            try report.tell(route, source.label, from: isSameCRS ? nil : Self.name(crs), resampling)
            let isSmall = part.window.cellCount * 4 <= share
            let cells = try ScratchCells.make(count: part.window.cellCount, isSmall: isSmall, scratch: scratch)
            report.counts += try Self.load(dataset, source, part.window, into: cells)
            let placed = placement.part(part.window)
            rows = part.gridRows
            way = .warp(
                CleanSource(
                    cells: cells, columns: placed.columns, rows: placed.rows, geotransform: placed.geotransform,
                    crs: from, pipeline: route?.pipeline, scaleX: part.scaleX, scaleY: part.scaleY, label: source.label)
            )
        }

        private static func load(
            _ dataset: borrowing Dataset, _ source: AlignmentSource, _ window: Window, into cells: Cells
        ) throws(RasterError) -> CellCounts {
            var counts = CellCounts()
            for first in stride(from: 0, to: window.rows, by: bandRows) {
                let part = Window(
                    column: window.column, row: window.row + first, columns: window.columns,
                    rows: min(bandRows, window.rows - first))
                let place = first * window.columns
                counts += try dataset.read(
                    band: source.band, window: part, nodata: source.nodata,
                    into: cells.part(place..<place + part.cellCount))
            }
            return counts
        }

        private static func crs(
            of source: AlignmentSource, _ dataset: borrowing Dataset, _ report: inout AlignmentReport
        ) throws(RasterError) -> String {
            if let own = try dataset.crs {
                if let assumed = source.assumedCRS, try !CoordinateSystem.areSame(own, assumed) {
                    report.notes.append(
                        "\(source.label): says \(try name(own)) itself, so the assumed \(try name(assumed)) was not used"
                    )
                }
                return own
            }
            guard let assumed = source.assumedCRS else {
                throw RasterError(
                    .noCRS, operation: "align \(source.label)", messages: ["the file has no CRS"],
                    remedy: "Send it with its CRS, or set assume_crs for its layer")
            }
            report.notes.append("\(source.label): has no CRS, \(try name(assumed)) was assumed")
            return assumed
        }

        private static func name(_ crs: String) throws(RasterError) -> String {
            let system = try CoordinateSystem(crs)
            return system.authority ?? system.name
        }
    }
}
