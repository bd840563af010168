package import Operations

/// The operations of this room.
package enum EvidenceOperations {
    /// Those done strip by strip.
    package static let transforms: [any StripTransform.Type] = terrain + neighbourhood + value
    package static let procedures: [any Procedure.Type] = [
        Distance.self, Proximity.self, AnomalyDistance.self, LineDensity.self, PointDensity.self, Association.self,
        BandExpression.self, AlterationIndex.self, Relief.self,
    ]
    private static let terrain: [any StripTransform.Type] = [
        Slope.self, Aspect.self, PlanCurvature.self, ProfileCurvature.self, Hillshade.self, TopographicPosition.self,
        Roughness.self, Ruggedness.self,
    ]
    private static let neighbourhood: [any StripTransform.Type] = [
        FocalMean.self, FocalMedian.self, FocalDeviation.self, FocalPercentile.self, FocalZScore.self, Gaussian.self,
        MexicanHat.self, LeeFilter.self, EnhancedLeeFilter.self, FrostFilter.self, KuanFilter.self, GammaFilter.self,
    ]
    private static let value: [any StripTransform.Type] = [
        MinMax.self, Standardise.self, RobustZ.self, Logarithm.self, Sigmoid.self, Winsorise.self, Clip.self,
        Binarise.self, OneHot.self, Reclassify.self, Classify.self, Mask.self, FillGaps.self, FuzzyMembership.self,
    ]
}
