import CGDAL
package import Survey

/// Vectors that a drop holds.
package enum VectorFile {
    /// Features that a layer may have.
    package static let defaultFeatureCap = 10_000_000

    /// All features of a layer that have a geometry, in the file's order; curves become lines, a mixed collection
    /// becomes one feature a kind.
    ///
    /// `crs` is the CRS into which coordinates are brought, x as easting or longitude; `nil` leaves them. `assumedCRS`
    /// is used where the file has none. Any report of GDAL's is an error, and so is a point without a place in `crs`.
    package static func read(
        _ path: String, layer: String? = nil, drivers: [String] = GDALLibrary.vectorDrivers, into crs: String? = nil,
        assumedCRS: String? = nil, featureCap: Int = defaultFeatureCap
    ) throws(RasterError) -> [Feature] {
        let dataset = try VectorDataset(reading: path, layer: layer, drivers: drivers)
        let transformation: CoordinateTransformation? =
            if let crs { try Self.transformation(dataset, into: crs, assumedCRS) } else { nil }
        var features: [Feature] = []
        unsafe try walk(dataset, featureCap) {
            (feature: OGRFeatureH, geometry: OGRGeometryH, number: Int) throws(RasterError) in
            let attributes = unsafe FeatureReader.attributes(feature)
            for part in unsafe FeatureReader.geometries(geometry) {
                let placed = try moved(part, transformation, "feature \(number) of \(path)")
                features.append(Feature(geometry: placed, attributes: attributes))
            }
        }
        return features
    }

    /// What is in the file, after reading all features of the layer; the same errors as `read`, and one where no
    /// feature has a geometry. No CRS is a fact, not an error.
    package static func examine(
        _ path: String, layer: String? = nil, drivers: [String] = GDALLibrary.vectorDrivers,
        featureCap: Int = defaultFeatureCap
    ) throws(RasterError) -> VectorFacts {
        let dataset = try VectorDataset(reading: path, layer: layer, drivers: drivers)
        let system: CoordinateSystem? =
            if let reference = dataset.reference() { try CoordinateSystem(reference, path) } else { nil }
        var facts = VectorFacts(
            driver: dataset.driver, layers: dataset.names, layer: dataset.name, featureCount: 0, emptyCount: 0,
            geometryType: unsafe String(cString: OGRGeometryTypeToName(OGR_L_GetGeomType(dataset.layer))),
            fields: dataset.fields, crs: system?.wkt, authority: system?.authority, crsName: system?.name, extent: nil,
            warnings: [])
        var extent: Bounds?
        let total = unsafe try walk(dataset, featureCap) {
            (_, geometry: OGRGeometryH, number: Int) throws(RasterError) in
            facts.featureCount += 1
            for part in unsafe FeatureReader.geometries(geometry) {
                guard part.points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
                    throw RasterError(
                        .corruptData, operation: "read \(path)",
                        messages: ["feature \(number) has a point without a place"],
                        remedy: "Repair the feature and send the file again")
                }
                if let bounds = part.bounds { extent = extent?.union(bounds) ?? bounds }
            }
        }
        facts.emptyCount = total - facts.featureCount
        facts.extent = extent
        facts.warnings = dataset.log.messages
        guard facts.featureCount > 0 else {
            throw RasterError(
                .noData, operation: "read \(path)", messages: ["layer \(dataset.name) has no feature with a geometry"],
                remedy: "Check what was exported")
        }
        return facts
    }

    /// Calls `body` with every feature that has a geometry, and its number from 1; gives how many features there are.
    @discardableResult
    private static func walk(
        _ dataset: borrowing VectorDataset, _ cap: Int,
        _ body: (OGRFeatureH, OGRGeometryH, Int) throws(RasterError) -> Void
    ) throws(RasterError) -> Int {
        let path = dataset.path
        var count = 0
        unsafe try dataset.forEach { (feature: OGRFeatureH) throws(RasterError) in
            count += 1
            guard count <= cap else {
                throw RasterError(
                    .tooLarge, operation: "read \(path)", messages: ["it has more features than the cap of \(cap)"],
                    remedy: "Cut it to the area, or send it in parts")
            }
            if let geometry = unsafe OGR_F_GetGeometryRef(feature), unsafe OGR_G_IsEmpty(geometry) == 0 {
                unsafe try body(feature, geometry, count)
            }
            return true
        }
        try checkComplete(dataset, count)
        return count
    }

    /// GDAL ends a truncated FlatGeobuf early, without a word: the layer's own count must be met.
    private static func checkComplete(_ dataset: borrowing VectorDataset, _ count: Int) throws(RasterError) {
        try RasterExamination.checkReports(dataset.log, dataset.path)
        let declared = Int(unsafe OGR_L_GetFeatureCount(dataset.layer, 0))
        guard declared < 0 || declared == count else {
            throw RasterError(
                .corruptData, operation: "read \(dataset.path)",
                messages: ["it has \(count) of the \(declared) features it declares"],
                remedy: "Send the file again, whole")
        }
    }

    private static func transformation(
        _ dataset: borrowing VectorDataset, into crs: String, _ assumed: String?
    ) throws(RasterError) -> CoordinateTransformation? {
        let target = try SpatialReference(crs)
        let source: SpatialReference
        if let own = dataset.reference() {
            source = own
        } else if let assumed {
            source = try SpatialReference(assumed)
        } else {
            throw RasterError(
                .noCRS, operation: "read \(dataset.path)", messages: ["the file has no CRS"],
                remedy: "Send it with its CRS, or set assume_crs for its layer")
        }
        return source.isSame(as: target) ? nil : try CoordinateTransformation(from: source, to: target)
    }

    private static func moved(
        _ geometry: Geometry, _ transformation: borrowing CoordinateTransformation?, _ what: String
    ) throws(RasterError) -> Geometry {
        let points = geometry.points
        var moved: [Point] = []
        switch transformation {
        case .some(let transformation):
            for (point, place) in zip(points, transformation.apply(points)) {
                guard let place else {
                    throw RasterError(
                        .corruptData, operation: "read \(what)",
                        messages: ["the point \(point.x), \(point.y) has no place in the grid's CRS"],
                        remedy: "Check the file's CRS")
                }
                moved.append(place)
            }
        case .none: moved = points
        }
        guard moved.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
            throw RasterError(
                .corruptData, operation: "read \(what)", messages: ["it has a point without a place"],
                remedy: "Repair the feature and send the file again")
        }
        return geometry.with(moved)
    }
}
