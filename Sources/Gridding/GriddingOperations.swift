package import Operations

/// The operations of this room.
package enum GriddingOperations {
    /// Those from readings to a raster.
    package static let gridders: [any ReadingGridder.Type] = [InverseDistance.self, BlockMean.self]
    package static let procedures: [any Procedure.Type] = []
}
