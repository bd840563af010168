package import Operations

/// What this room adds to the registry.
package enum ProspectivityOperations {
    /// Done strip by strip from rasters to one raster.
    package static let transforms: [any StripTransform.Type] = [FuzzyOverlay.self]
    /// Ask a bench for what they need. `WeightsProcedure` has the name of the one among `others`: one of both is wired.
    package static let procedures: [any Procedure.Type] = [
        WeightsProcedure.self, LogisticProcedure.self, BoostedTreesProcedure.self, RandomForestProcedure.self,
        FuzzyTreeProcedure.self, IndexOverlayProcedure.self, BeliefProcedure.self, EnsembleProcedure.self,
        RankScoreProcedure.self, ApplyModelProcedure.self, MergeOccurrences.self, SampleNegatives.self,
        ReviewDecisions.self,
        ExplainPlace.self,
        ExplainTargets.self, CompareMaps.self,
    ]
    /// Run by a job of their own.
    package static let others: [Operation] = [WeightsOfEvidence.declaration]
}
