package import Operations

/// The operations of this room.
package enum StatisticsOperations {
    /// Those done strip by strip.
    package static let transforms: [any StripTransform.Type] = []
    package static let procedures: [any Procedure.Type] = [
        LayerStatisticsTable.self, Histogram.self, Correlation.self, Covariance.self, ChiSquare.self,
        NormalityTest.self, PrincipalComponents.self, KMeans.self, SelfOrganisingMap.self,
        LocalMoran.self, LocalMoranReadings.self, GetisOrd.self, GetisOrdReadings.self, Mahalanobis.self,
        LocalMahalanobis.self, IsolationForest.self, LocalOutlierFactor.self,
    ]
}
