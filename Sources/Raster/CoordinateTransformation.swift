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

    /// From `target` back to `source`, along a pipeline of PROJ's that leads from the source to the target.
    init(
        to target: borrowing SpatialReference, backTo source: borrowing SpatialReference, along pipeline: String?
    ) throws(RasterError) {
        unsafe handle = try Self.make(target, source, pipeline)
    }

    private static func make(
        _ target: borrowing SpatialReference, _ source: borrowing SpatialReference, _ pipeline: String?
    ) throws(RasterError) -> OGRCoordinateTransformationH {
        guard let pipeline else {
            return unsafe try reporting("transform coordinates") {
                unsafe OCTNewCoordinateTransformation(target.handle, source.handle)
            }
        }
        let options = unsafe OCTNewCoordinateTransformationOptions()
        defer { unsafe OCTDestroyCoordinateTransformationOptions(options) }
        unsafe OCTCoordinateTransformationOptionsSetOperation(options, pipeline, 0)
        let forth = unsafe try reporting("transform coordinates") {
            unsafe OCTNewCoordinateTransformationEx(source.handle, target.handle, options)
        }
        defer { unsafe OCTDestroyCoordinateTransformation(forth) }
        return unsafe try reporting("transform coordinates") { unsafe OCTGetInverse(forth) }
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
