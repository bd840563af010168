package import Operations

/// What this room adds to the registry.
package enum ProspectivityOperations {
    /// Done strip by strip from rasters to one raster.
    package static let transforms: [any StripTransform.Type] = [FuzzyOverlay.self]
    /// Run by a job of their own.
    package static let others: [Operation] = [WeightsOfEvidence.declaration]
}
