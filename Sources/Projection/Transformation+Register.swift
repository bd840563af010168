import CPROJ

extension Transformation {
    /// The EPSG code of the CRS in degrees whose name is that of `definition`'s datum, or its own, on the same ellipsoid;
    /// `nil` for a CRS that is not in degrees, is registered itself, or has no namesake.
    static func registered(_ definition: String, _ gridPaths: [String]) throws(ProjectionError) -> String? {
        let context = unsafe makeContext(gridPaths)
        defer { unsafe proj_context_destroy(context) }
        let own = unsafe try system(definition, context)
        defer { unsafe proj_destroy(own) }
        guard unsafe proj_get_type(own) == PJ_TYPE_GEOGRAPHIC_2D_CRS, unsafe proj_get_id_code(own, 0) == nil,
            let ellipsoid = unsafe ellipsoid(of: own, context)
        else { return nil }
        let datum = unsafe proj_crs_get_datum(context, own)
        defer { unsafe proj_destroy(datum) }
        let names = unsafe [proj_get_name(datum), proj_get_name(own)].compactMap { name in
            unsafe name.map { unsafe String(cString: $0) }
        }
        for name in names {
            if let code = unsafe namesake(name, ellipsoid, context) { return code }
        }
        return nil
    }

    private static func namesake(_ name: String, _ own: Ellipsoid, _ context: OpaquePointer) -> String? {
        var type = PJ_TYPE_GEOGRAPHIC_2D_CRS
        guard let found = unsafe proj_create_from_name(context, "EPSG", name, &type, 1, 0, 0, nil) else { return nil }
        defer { unsafe proj_list_destroy(found) }
        for index in 0..<(unsafe proj_list_get_count(found)) {
            guard let other = unsafe proj_list_get(context, found, index) else { continue }
            defer { unsafe proj_destroy(other) }
            guard unsafe proj_is_deprecated(other) == 0, let ellipsoid = unsafe ellipsoid(of: other, context),
                ellipsoid.isSame(as: own), let code = unsafe proj_get_id_code(other, 0)
            else { continue }
            return unsafe "EPSG:" + String(cString: code)
        }
        return nil
    }

    private struct Ellipsoid {
        var semiMajor = 0.0
        var inverseFlattening = 0.0

        /// To a millimetre at the equator and at the poles.
        func isSame(as other: Ellipsoid) -> Bool {
            abs(semiMajor - other.semiMajor) < 1e-3 && abs(inverseFlattening - other.inverseFlattening) < 1e-5
        }
    }

    private static func ellipsoid(of crs: OpaquePointer, _ context: OpaquePointer) -> Ellipsoid? {
        guard let found = unsafe proj_get_ellipsoid(context, crs) else { return nil }
        defer { unsafe proj_destroy(found) }
        var ellipsoid = Ellipsoid()
        let status = unsafe proj_ellipsoid_get_parameters(
            context, found, &ellipsoid.semiMajor, nil, nil, &ellipsoid.inverseFlattening)
        return status != 0 ? ellipsoid : nil
    }
}
