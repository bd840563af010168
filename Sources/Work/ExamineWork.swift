import Jobs
import Operations
import Raster
import Survey

/// Reads all of a stranger's file once and says whether it can be used for its layer.
enum ExamineWork {
    static let operation = Operation(
        name: "examine", summary: "Says what a dropped file is, or why it cannot be used.", family: .intake,
        inputs: [.init("in", .document, "the file; its other parts lie beside it")],
        parameters: [
            Parameter(
                "kind", .choice(["raster", "readings", "lines", "polygons", "points", "occurrences", "document"]),
                "what the campaign's layer holds"),
            Parameter("band", .integer(from: 1, to: 65_535), default: 1, "the band of a raster, counted from 1"),
            Parameter("assume_crs", .text, isOptional: true, "the CRS of a file that has none"),
            Parameter("nodata", .numbers, isOptional: true, "values that are no data, besides the declared one"),
            Parameter(
                "data", .numbers, isOptional: true, "values that are data though others write them for no data"),
            AlignWork.ballpark,
            Parameter("channel", .text, isOptional: true, "the channel of readings"),
        ] + ReadingWork.expectations,
        outputs: [], memory: .strip,
        formula:
            "Every value is read; any report of damage, a missing CRS, or no overlap with the grid is a rejection.",
        source: "Gossan's rules for verdicts: README.md, What bad input gets.")

    static let runner = Runner(operation: operation) { place in
        let input = try place.input("in")
        switch place.text("kind") {
        case "raster": try examineRaster(input, place)
        case "occurrences": try examineOccurrences(input, place)
        case "lines", "polygons", "points": try examineVector(input, place)
        case "document":
            place.record(fact: "bytes", "\(try ReadingDocument.checked(input).count)")
        default: try examineReadings(input, place)
        }
    }

    private static func examineRaster(_ input: Job.Input, _ place: Workplace) throws {
        let path = try GridIntake.raster(input, place)
        let facts = try RasterExamination.examine(
            path, band: Int(place.number("band") ?? 1), nodata: place.nodataRule,
            data: place.job.parameters["data"]?.list?.compactMap(\.number) ?? [])
        facts.notes.forEach(place.note)
        place.record(fact: "driver", facts.driver)
        place.record(fact: "cells", "\(facts.columns) x \(facts.rows)")
        _ = try crs(facts.crs, named: facts.authority ?? facts.crsName, of: input, place)
        guard facts.geotransform != nil else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no geotransform: nothing says where its cells lie",
                remedy: "write it as GeoTIFF with its position, or send its world file along")
        }
        guard let grid = place.job.grid else { return }
        try checkOverlap(of: input, at: path, with: grid, place)
    }

    private static func checkOverlap(
        of input: Job.Input, at path: String, with grid: AnalysisGrid, _ place: Workplace
    ) throws {
        // Nearest on a coarse grid over the same bounds finds whether anything of it lies there, at little cost.
        let coarse = AnalysisGrid(
            crs: grid.crs, west: grid.west, north: grid.north,
            cellWidth: (grid.east - grid.west) / Double(min(64, grid.columns)),
            cellHeight: (grid.north - grid.south) / Double(min(64, grid.rows)), columns: min(64, grid.columns),
            rows: min(64, grid.rows))
        let writer = try LayerWriter(creating: place.scratch("overlap.f32"), grid: coarse)
        let report = try Alignment.align(
            sources: [
                AlignmentSource(
                    path: path, label: input.name, band: Int(place.number("band") ?? 1), nodata: place.nodataRule,
                    assumedCRS: place.text("assume_crs"))
            ], to: coarse, resampling: .nearest, into: writer, scratch: place.job.output, route: place.route)
        for (_, route) in report.routes {
            place.note("it is brought to \(try CoordinateSystem(grid.crs).name) by \(route.summary)")
            route.remarks.forEach(place.note)
        }
    }

    private static func examineOccurrences(_ input: Job.Input, _ place: Workplace) throws {
        guard let table = try OccurrenceTable.read(input, place) else { return try examineVector(input, place) }
        place.record(fact: "features", "\(table.count)")
        guard let grid = place.job.grid else { return }
        guard table.contains(where: { grid.bounds.contains($0.location) }) else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "none of its occurrences lies on the campaign's grid",
                remedy: "check its CRS and place, or the campaign's grid")
        }
    }

    private static func examineVector(_ input: Job.Input, _ place: Workplace) throws {
        let facts = try VectorFile.examine(input.path)
        place.record(fact: "driver", facts.driver)
        place.record(fact: "features", "\(facts.featureCount)")
        let crs = try crs(facts.crs, named: facts.authority ?? facts.crsName, of: input, place)
        guard let grid = place.job.grid else { return }
        let features = try VectorFile.read(input.path, into: grid.crs, assumedCRS: crs)
        guard features.contains(where: { $0.geometry.bounds.map(grid.bounds.touches) ?? false }) else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "none of its features lies on the campaign's grid",
                remedy: "check its CRS and place, or the campaign's grid")
        }
    }

    private static func examineReadings(_ input: Job.Input, _ place: Workplace) throws {
        var (hasPlaces, isOnGrid) = (false, false)
        func look(_ readings: Readings) {
            guard let grid = place.job.grid else { return }
            let placed = readings.positions.filter { $0.x.isFinite && $0.y.isFinite }
            hasPlaces = hasPlaces || !placed.isEmpty
            isOnGrid = isOnGrid || placed.contains(where: grid.bounds.contains)
        }
        if let stream = try ReadingStream(input, place) {
            _ = try stream.each(look)
        } else {
            look(try ReadingIntake.read(input, place))
        }
        // A base station may have no position; what has one must lie on the grid.
        guard !hasPlaces || isOnGrid else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "none of its readings lies on the campaign's grid",
                remedy: "check its CRS and place, or the campaign's grid")
        }
    }

    /// The file's CRS, or the one that the layer declares; an error with the remedy where there is neither.
    private static func crs(
        _ own: String?, named name: String?, of input: Job.Input, _ place: Workplace
    ) throws -> String {
        if let own {
            place.record(fact: "crs", name ?? "unnamed")
            return own
        }
        guard let assumed = place.text("assume_crs") else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no CRS",
                remedy: "write it with its CRS, or declare assume_crs for the layer in campaign.yaml")
        }
        place.note("it has no CRS; \(assumed) is assumed, as the layer declares")
        return assumed
    }
}

extension Bounds {
    /// Whether both share at least a point: a line or point has no area.
    fileprivate func touches(_ other: Bounds) -> Bool {
        west <= other.east && other.west <= east && south <= other.north && other.south <= north
    }
}
