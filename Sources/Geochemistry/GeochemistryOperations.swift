package import Operations

/// The operations of this room.
package enum GeochemistryOperations {
    /// Those done strip by strip.
    package static let transforms: [any StripTransform.Type] = [Singularity.self]
    package static let procedures: [any Procedure.Type] = [
        SubstituteCensored.self, Closure.self, AdditiveLogRatio.self, AdditiveLogRatioInverse.self,
        CentredLogRatio.self, CentredLogRatioInverse.self, IsometricLogRatio.self, IsometricLogRatioInverse.self,
        PivotLogRatio.self, PivotLogRatioInverse.self, PairwiseLogRatio.self, PairwiseLogRatioInverse.self,
        LogRatioLayers.self, ConcentrationArea.self, FlowDirection.self, FlowAccumulation.self, Catchments.self,
    ]
}
