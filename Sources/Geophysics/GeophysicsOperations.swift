package import Operations

/// The operations of this room.
package enum GeophysicsOperations {
    /// Those from readings to a raster.
    package static let gridders: [any ReadingGridder.Type] = [InverseDistance.self, BlockMean.self]
    package static let operations: [Operation] = gridders.map { $0.declaration }
}
