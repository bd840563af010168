import KernelTypes
import Operations

/// How the difference of two readings grows with their distance.
package struct VariogramModel: Hashable, Sendable, Codable {
    package enum Shape: String, Hashable, Sendable, Codable, CaseIterable {
        case spherical, exponential, gaussian
    }

    package var shape: Shape
    /// Semivariance just beyond distance 0, in the channel's unit squared.
    package var nugget: Double
    /// Semivariance at great distances, nugget included.
    package var sill: Double
    /// In metres; where the spherical model reaches its sill, and the others 95 % of it.
    package var range: Double

    package init(shape: Shape, nugget: Double, sill: Double, range: Double) {
        self.shape = shape
        self.nugget = nugget
        self.sill = sill
        self.range = range
    }

    /// Semivariance at a distance in metres; 0 at distance 0.
    package func semivariance(at distance: Double) -> Double {
        distance > 0 ? nugget + (sill - nugget) * rise(at: distance) : 0
    }

    /// Covariance at a distance in metres: the sill less the semivariance.
    func covariance(at distance: Double) -> Double {
        distance > 0 ? (sill - nugget) * (1 - rise(at: distance)) : sill
    }

    /// 0 at distance 0 to 1.
    func rise(at distance: Double) -> Double { Self.rise(shape, distance / range) }

    /// With practical ranges: exp(-3 h) and exp(-3 h²).
    static func rise(_ shape: Shape, _ h: Double) -> Double {
        switch shape {
        case .spherical: h < 1 ? h * (1.5 - 0.5 * h * h) : 1
        case .exponential: 1 - Elementary.exp(-3 * h)
        case .gaussian: 1 - Elementary.exp(-3 * h * h)
        }
    }
}
