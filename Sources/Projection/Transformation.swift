import CPROJ
package import Survey

/// The way of coordinates from one CRS to another, x as easting or longitude in both whatever the authority says.
///
/// It has a PROJ context of its own, without network: one thread at a time, so it is neither copyable nor `Sendable`.
@safe package struct Transformation: ~Copyable {
    private let context: OpaquePointer
    private let operation: OpaquePointer
    private let name: String

    /// Between authority codes (`EPSG:32641`) or WKT. Datum-shift grids are sought in `gridPaths`, then where PROJ
    /// looks itself; the most accurate operation whose grids are there is taken for each point.
    package init(from source: String, to target: String, gridPaths: [String] = []) throws(ProjectionError) {
        let made = unsafe try Self.make(source, target, gridPaths)
        unsafe context = made.context
        unsafe operation = made.operation
        name = "\(source.prefix(60)) to \(target.prefix(60))"
    }

    /// To longitude and latitude in WGS 84 (EPSG:4326).
    package static func toWGS84(
        from source: String, gridPaths: [String] = []
    ) throws(ProjectionError) -> Transformation {
        try Transformation(from: source, to: "EPSG:4326", gridPaths: gridPaths)
    }

    deinit {
        unsafe proj_destroy(operation)
        unsafe proj_context_destroy(context)
    }

    /// The points in the target CRS, one each; an error that names the first point without a place there.
    package func apply(_ points: [Point]) throws(ProjectionError) -> [Point] {
        let moved = place(points)
        if let index = moved.firstIndex(where: { $0 == nil }) {
            throw ProjectionError(
                .outside, operation: name,
                reason: "the point \(points[index].x), \(points[index].y) (number \(index + 1)) has no place there",
                remedy: "Check the CRS that the file declares, and the order of its coordinates")
        }
        return moved.compactMap { $0 }
    }

    /// The points in the target CRS, one each; `nil` for one without a place there.
    package func place(_ points: [Point]) -> [Point?] {
        points.map { point in
            guard point.x.isFinite, point.y.isFinite else { return nil }
            unsafe proj_errno_reset(operation)
            let moved = unsafe proj_trans(operation, PJ_FWD, proj_coord(point.x, point.y, 0, .infinity))
            let x = unsafe moved.xy.x
            let y = unsafe moved.xy.y
            return x.isFinite && y.isFinite ? Point(x: x, y: y) : nil
        }
    }

    private static func make(
        _ source: String, _ target: String, _ gridPaths: [String]
    ) throws(ProjectionError) -> (context: OpaquePointer, operation: OpaquePointer) {
        let context = unsafe makeContext(gridPaths)
        do throws(ProjectionError) {
            let from = unsafe try system(source, context)
            defer { unsafe proj_destroy(from) }
            let to = unsafe try system(target, context)
            defer { unsafe proj_destroy(to) }
            guard let found = unsafe proj_create_crs_to_crs_from_pj(context, from, to, nil, nil) else {
                throw unsafe failure(.noOperation, "\(source.prefix(60)) to \(target.prefix(60))", context)
            }
            defer { unsafe proj_destroy(found) }
            guard let operation = unsafe proj_normalize_for_visualization(context, found) else {
                throw unsafe failure(.noOperation, "\(source.prefix(60)) to \(target.prefix(60))", context)
            }
            return unsafe (context, operation)
        } catch {
            unsafe proj_context_destroy(context)
            throw error
        }
    }

    static func makeContext(_ gridPaths: [String]) -> OpaquePointer {
        guard let context = unsafe proj_context_create() else { preconditionFailure("no memory for a PROJ context") }
        unsafe proj_log_level(context, PJ_LOG_NONE)
        unsafe proj_context_set_enable_network(context, 0)
        unsafe setPaths(gridPaths, context)
        return unsafe context
    }

    static func system(_ definition: String, _ context: OpaquePointer) throws(ProjectionError) -> OpaquePointer {
        guard let system = unsafe proj_create(context, definition) else {
            throw unsafe failure(.unknownCRS, "CRS \(definition.prefix(80))", context)
        }
        guard unsafe proj_is_crs(system) != 0 else {
            unsafe proj_destroy(system)
            throw ProjectionError(
                .unknownCRS, operation: "CRS \(definition.prefix(80))", reason: "it is no CRS",
                remedy: "Name the CRS like EPSG:32641")
        }
        return unsafe system
    }

    static func failure(
        _ code: ProjectionError.Code, _ operation: String, _ context: OpaquePointer
    ) -> ProjectionError {
        let text = unsafe proj_context_errno_string(context, proj_context_errno(context))
        return ProjectionError(
            code, operation: operation,
            reason: unsafe text.map { unsafe String(cString: $0) } ?? "PROJ does not know it",
            remedy: "Name the CRS like EPSG:32641")
    }

    private static func setPaths(_ paths: [String], _ context: OpaquePointer) {
        guard !paths.isEmpty else { return }
        let info = unsafe proj_info()
        var own = unsafe (0..<info.path_count).compactMap { index in
            unsafe info.paths?[Int(index)].map { unsafe String(cString: $0) }
        }
        // Without a home directory the list is empty, and yet PROJ finds its database; once paths are set it would not.
        if let database = unsafe proj_context_get_database_path(context) {
            own.append(unsafe String(cString: database).split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })
        }
        let texts = (paths + own.filter { !paths.contains($0) }).map { Array($0.utf8CString) }
        let flat = texts.flatMap { $0 }
        unsafe flat.withUnsafeBufferPointer { buffer in
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            var offset = 0
            for text in texts {
                unsafe pointers.append(buffer.baseAddress.map { unsafe $0 + offset })
                offset += text.count
            }
            unsafe proj_context_set_search_paths(context, Int32(pointers.count), pointers)
        }
    }
}
