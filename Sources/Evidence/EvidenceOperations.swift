package import Operations

/// The operations of this room.
package enum EvidenceOperations {
    /// Those done strip by strip.
    package static let transforms: [any StripTransform.Type] = [
        Standardise.self, RobustZ.self, FocalZScore.self, Slope.self, Reclassify.self, FuzzyMembership.self,
    ]
    package static let procedures: [any Procedure.Type] = []
    /// Those with a driver of their own.
    package static let others: [Operation] = [DistanceTransform.declaration]
}
