package import Operations

/// What this room adds to the registry.
package enum TargetOperations {
    /// Done strip by strip from rasters to one raster: none.
    package static let transforms: [any StripTransform.Type] = []
    /// Run by a job of their own.
    package static let others: [Operation] = [TargetExtraction.declaration]
}
