package import Operations

/// The operations of this room.
package enum PotentialFieldOperations {
    /// None: a spectrum is of the whole raster.
    package static let transforms: [any StripTransform.Type] = []
    package static let procedures: [any Procedure.Type] = [
        Upward.self, Downward.self, PoleReduction.self, EquatorReduction.self, Pseudogravity.self, DerivativeX.self,
        DerivativeY.self, VerticalDerivative.self, TotalHorizontalGradient.self, AnalyticSignal.self, Tilt.self,
        Theta.self, TiltDepth.self, Butterworth.self, WavelengthGaussian.self, DirectionalCosine.self,
        Decorrugate.self, PowerSpectrum.self, EulerDeconvolution.self,
    ]
}
