import CPROJ
package import Survey

extension Transformation {
    /// Places along each side of an area at which ways are tried.
    private static let probes = 5

    /// The way from a CRS to another that is best over `area`, in the target's coordinates: of those whose grid files
    /// are there, the first in PROJ's order (area of use, then accuracy) that reaches most of the area.
    ///
    /// One that knows the change of datum goes before any that does not (ballpark); before that, a source in degrees that
    /// no register has is sought there by its datum's name and ellipsoid. An error where there is no way, or only a
    /// ballpark one and `allowsBallpark` is not set.
    package static func route(
        from source: String, to target: String, over area: Bounds, gridPaths: [String] = [],
        allowsBallpark: Bool = false
    ) throws(ProjectionError) -> CoordinateRoute {
        let route = try best(from: source, to: target, over: area, gridPaths)
        guard route.isBallpark else { return route }
        if let known = try registered(source, gridPaths) {
            var other = try best(from: known, to: target, over: area, gridPaths)
            other.source = known
            if !other.isBallpark { return other }
        }
        if allowsBallpark { return route }
        let files = route.missing.first.map { "put \($0.files.joined(separator: ", ")) into Grids, or " } ?? ""
        throw ProjectionError(
            .ballpark, operation: "\(source.prefix(60)) to \(target.prefix(60))",
            reason: "only a ballpark transformation is known here: the datum's shift, up to hundreds of metres, would "
                + "be left out",
            remedy: files + "write the file with its datum, or set ballpark: allow for the layer")
    }

    private static func best(
        from source: String, to target: String, over area: Bounds, _ gridPaths: [String]
    ) throws(ProjectionError) -> CoordinateRoute {
        let name = "\(source.prefix(60)) to \(target.prefix(60))"
        let places = probes(of: area)
        let degrees = try toWGS84(from: target, gridPaths: gridPaths).place(places).compactMap(\.self)
        let context = unsafe makeContext(gridPaths)
        defer { unsafe proj_context_destroy(context) }
        let found = unsafe try operations(source, target, bounds(of: degrees), context)
        defer { unsafe proj_list_destroy(found) }

        var best: CoordinateRoute?
        var missing: [CoordinateRoute.MissingGrids] = []
        for index in 0..<(unsafe proj_list_get_count(found)) {
            guard let operation = unsafe proj_list_get(context, found, index) else { continue }
            defer { unsafe proj_destroy(operation) }
            let grids = unsafe gridFiles(operation, context)
            let accuracy = unsafe accuracy(of: operation, context)
            guard unsafe proj_coordoperation_is_instantiable(context, operation) != 0, grids.missing.isEmpty else {
                if let accuracy, !grids.missing.isEmpty {
                    missing.append(.init(files: grids.missing, accuracy: accuracy))
                }
                continue
            }
            guard let pipeline = unsafe proj_as_proj_string(context, operation, PJ_PROJ_5, nil) else { continue }
            let route = unsafe CoordinateRoute(
                name: text(proj_get_name(operation)), accuracy: accuracy, grids: grids.present,
                isBallpark: proj_coordoperation_has_ballpark_transformation(context, operation) != 0,
                pipeline: text(pipeline), reach: reach(operation, context, places))
            if isBetter(route, than: best) { best = route }
        }
        guard var best else {
            throw ProjectionError(
                .noOperation, operation: name, reason: "PROJ knows no transformation between them here",
                remedy: "Check the CRS that the file declares, or put the grid files that it needs into Grids")
        }
        best.missing = missing.filter { $0.accuracy < best.accuracy ?? .infinity }.sorted { $0.accuracy < $1.accuracy }
        return best
    }

    /// All operations that PROJ knows, its best first; the list is the caller's.
    private static func operations(
        _ source: String, _ target: String, _ degrees: Bounds?, _ context: OpaquePointer
    ) throws(ProjectionError) -> OpaquePointer {
        let from = unsafe try system(source, context)
        defer { unsafe proj_destroy(from) }
        let to = unsafe try system(target, context)
        defer { unsafe proj_destroy(to) }
        guard let factory = unsafe proj_create_operation_factory_context(context, nil) else {
            preconditionFailure("no memory for a PROJ factory")
        }
        defer { unsafe proj_operation_factory_context_destroy(factory) }
        unsafe proj_operation_factory_context_set_spatial_criterion(
            context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
        unsafe proj_operation_factory_context_set_grid_availability_use(
            context, factory, PROJ_GRID_AVAILABILITY_USED_FOR_SORTING)
        if let degrees {
            unsafe proj_operation_factory_context_set_area_of_interest(
                context, factory, degrees.west, degrees.south, degrees.east, degrees.north)
        }
        guard let found = unsafe proj_create_operations(context, from, to, factory) else {
            throw unsafe failure(.noOperation, "\(source.prefix(60)) to \(target.prefix(60))", context)
        }
        return unsafe found
    }

    private static func isBetter(_ route: CoordinateRoute, than other: CoordinateRoute?) -> Bool {
        guard let other else { return route.reach > 0 }
        if route.isBallpark != other.isBallpark { return other.isBallpark && route.reach > 0 }
        return route.reach > other.reach
    }

    private static func probes(of area: Bounds) -> [Point] {
        (0..<probes * probes).map { index in
            let across = Double(index % probes) / Double(probes - 1)
            let down = Double(index / probes) / Double(probes - 1)
            return Point(
                x: area.west + across * (area.east - area.west), y: area.south + down * (area.north - area.south))
        }
    }

    private static func bounds(of degrees: [Point]) -> Bounds? {
        guard let first = degrees.first else { return nil }
        var box = Bounds(west: first.x, south: first.y, east: first.x, north: first.y)
        for point in degrees {
            box.west = min(box.west, point.x)
            box.east = max(box.east, point.x)
            box.south = min(box.south, point.y)
            box.north = max(box.north, point.y)
        }
        guard box.east - box.west > 180 else { return box }
        // Over the 180th meridian: PROJ takes a west that is greater than the east.
        box.west = degrees.map(\.x).filter { $0 > 0 }.min() ?? box.west
        box.east = degrees.map(\.x).filter { $0 <= 0 }.max() ?? box.east
        return box
    }

    private static func gridFiles(
        _ operation: OpaquePointer, _ context: OpaquePointer
    ) -> (present: [String], missing: [String]) {
        var files: (present: [String], missing: [String]) = ([], [])
        for index in 0..<(unsafe proj_coordoperation_get_grid_used_count(context, operation)) {
            var short: UnsafePointer<CChar>?
            var isAvailable: Int32 = 0
            let status = unsafe proj_coordoperation_get_grid_used(
                context, operation, index, &short, nil, nil, nil, nil, nil, &isAvailable)
            guard status != 0 else { continue }
            let file = unsafe text(short)
            if isAvailable != 0 { files.present.append(file) } else { files.missing.append(file) }
        }
        return files
    }

    /// Metres; 0 for projections alone, which PROJ gives none for, and `nil` where a change of datum states none.
    private static func accuracy(of operation: OpaquePointer, _ context: OpaquePointer) -> Double? {
        let own = unsafe proj_coordoperation_get_accuracy(context, operation)
        if own >= 0 { return own }
        switch unsafe proj_get_type(operation) {
        case PJ_TYPE_CONVERSION: return 0
        case PJ_TYPE_CONCATENATED_OPERATION:
            var sum = 0.0
            for index in 0..<(unsafe proj_concatoperation_get_step_count(context, operation)) {
                guard let step = unsafe proj_concatoperation_get_step(context, operation, index) else { return nil }
                defer { unsafe proj_destroy(step) }
                guard let part = unsafe accuracy(of: step, context) else { return nil }
                sum += part
            }
            return sum
        default: return nil
        }
    }

    /// The share of places in the target's coordinates that the operation brings back to the source.
    private static func reach(_ operation: OpaquePointer, _ context: OpaquePointer, _ places: [Point]) -> Double {
        guard let normal = unsafe proj_normalize_for_visualization(context, operation) else { return 0 }
        defer { unsafe proj_destroy(normal) }
        var count = 0
        for place in places {
            unsafe proj_errno_reset(normal)
            let moved = unsafe proj_trans(normal, PJ_INV, proj_coord(place.x, place.y, 0, .infinity))
            if unsafe moved.xy.x.isFinite, unsafe moved.xy.y.isFinite { count += 1 }
        }
        return Double(count) / Double(places.count)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }
}
