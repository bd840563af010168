import KernelTypes
import Survey

/// The derivative of an order along one axis: i k east or north, |k| downwards.
struct DerivativeResponse: SpectralResponse {
    enum Axis: Sendable { case east, north, down }

    let axis: Axis
    /// 1 or 2 along the ground; any positive number downwards.
    let order: Double

    func factor(east: Double, north: Double) -> SIMD2<Double> {
        switch axis {
        case .east: along(east)
        case .north: along(north)
        case .down: down(Wave.length(east, north))
        }
    }

    private func along(_ k: Double) -> SIMD2<Double> { order == 1 ? SIMD2(0, k) : SIMD2(-k * k, 0) }

    private func down(_ k: Double) -> SIMD2<Double> {
        if order == 1 { return SIMD2(k, 0) }
        if order == 2 { return SIMD2(k * k, 0) }
        return SIMD2(k > 0 ? Elementary.pow(k, order) : 0, 0)
    }
}
