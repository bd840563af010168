package import Operations

/// What this room adds to the registry.
package enum TargetOperations {
    /// Done strip by strip from rasters to one raster: none.
    package static let transforms: [any StripTransform.Type] = []
    /// Everything else.
    package static let procedures: [any Procedure.Type] = [
        TargetExtraction.self, TargetValuation.self, TravelTime.self, TargetRater.self,
        SurveyAdvice.self,
    ]
}
