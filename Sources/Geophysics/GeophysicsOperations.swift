package import Operations

/// The operations of this room.
package enum GeophysicsOperations {
    /// Those done strip by strip.
    package static let transforms: [any StripTransform.Type] = []
    package static let procedures: [any Procedure.Type] = [
        PlaceReadings.self, DetectLines.self, Despike.self, ReferenceField.self, Diurnal.self, Lag.self, Heading.self,
        LevelTies.self,
        Microlevel.self, CounterScale.self, EarthTide.self, GravityDrift.self, GravityTie.self, TerrainCorrection.self,
        GravityAnomaly.self, GammaReduction.self, GammaRatios.self, TernaryStretch.self, AssayUnits.self,
        StandardRecovery.self,
        DuplicatePrecision.self, BlankCheck.self, BatchLevelling.self, QualityReport.self,
    ]
}
