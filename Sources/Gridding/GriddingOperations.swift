package import Operations

/// The operations of this room.
package enum GriddingOperations {
    package static let procedures: [any Procedure.Type] = [
        BlockMean.self, BlockMedian.self, InverseDistance.self, MinimumCurvature.self, NaturalNeighbour.self,
        Kriging.self, EquivalentSources.self, BidirectionalGridding.self, Variogram.self,
    ]
}
