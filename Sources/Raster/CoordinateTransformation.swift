import CGDAL
import Survey

/// Points from one CRS to another within GDAL, x as easting or longitude; one thread at a time.
@safe struct CoordinateTransformation: ~Copyable {
    let handle: OGRCoordinateTransformationH

    init(from source: borrowing SpatialReference, to target: borrowing SpatialReference) throws(RasterError) {
        unsafe handle = try reporting("transform coordinates") {
            unsafe OCTNewCoordinateTransformation(source.handle, target.handle)
        }
    }

    deinit { unsafe OCTDestroyCoordinateTransformation(handle) }

    /// The points in the target CRS; `nil` for one that has no place there.
    func apply(_ points: [Point]) -> [Point?] {
        var x = points.map(\.x)
        var y = points.map(\.y)
        var isDone = [Int32](repeating: 0, count: points.count)
        // Failures come as flags; what GDAL says beside them is one line a point.
        unsafe CPLPushErrorHandler(CPLQuietErrorHandler)
        _ = unsafe OCTTransformEx(handle, Int32(points.count), &x, &y, nil, &isDone)
        CPLPopErrorHandler()
        return points.indices.map { index in
            isDone[index] != 0 && x[index].isFinite && y[index].isFinite ? Point(x: x[index], y: y[index]) : nil
        }
    }
}
