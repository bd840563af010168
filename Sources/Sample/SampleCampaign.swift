package import Survey

/// The campaign `chagai`: an invented survey of a porphyry belt whose hidden deposits are known to this value alone.
///
/// The same seed and grid give the same bytes on every machine. Deposits, faults and bodies fill the grid's bounds and
/// do not grow in number with its cells: a finer grid sees the same ground.
package struct SampleCampaign: Sendable {
    /// How many systems are drawn, the known and the planted ones together.
    package static let knownCount = 20
    package static let plantedCount = 8

    package let seed: UInt64
    package let grid: AnalysisGrid
    /// Showings for training, and some of other commodities, in an order that tells nothing.
    package let occurrences: [Occurrence]
    /// The deposits that no file of the survey names.
    package let planted: [PlantedDeposit]

    let world: SampleWorld
    let known: [PorphyrySystem]

    /// The grid is to be projected, in metres, and 20 km or more each way.
    package init(seed: UInt64, grid: AnalysisGrid = .chagai) {
        precondition(
            grid.bounds.width >= 20_000 && grid.bounds.height >= 20_000,
            "the sample needs 20 km each way to hold its deposits")
        self.seed = seed
        self.grid = grid
        world = SampleWorld(seed: seed, bounds: grid.bounds, systems: Self.knownCount + Self.plantedCount)
        var systems = world.systems
        var random = SeededGenerator(seed: seed, stream: .names)
        random.shuffle(&systems)
        known = Array(systems.prefix(Self.knownCount))
        var names = PlaceNames(&random)
        occurrences = Showings.draw(known: known, world: world, names: &names)
        planted = systems.dropFirst(Self.knownCount).enumerated().map { index, system in
            PlantedDeposit(name: "planted-\(index + 1)", location: system.centre, radius: system.halo.radius)
        }
    }

    /// All rasters, each of which can be made strip by strip.
    package var rasters: [SampleRaster] {
        SampleRaster.Quantity.allCases.map { SampleRaster($0, of: world, on: grid) }
    }

    /// The raster of a name; nil where there is none.
    package func raster(_ name: String) -> SampleRaster? {
        SampleRaster.Quantity(rawValue: name).map { SampleRaster($0, of: world, on: grid) }
    }

    /// Roads, railhead and reserve.
    package var infrastructure: Infrastructure { Infrastructure(seed: seed, bounds: grid.bounds) }

    package var faults: [Fault] { world.network.faults }

    /// Polygons that tile the grid's bounds without gap or overlap, as a map at about 1:100,000 would draw them.
    package func geologyUnits() -> [GeologyUnit] {
        GeologyMesh(world: world).units()
    }

    /// Soil samples read by portable XRF along a few traverses.
    package func soilSamples() -> ReadingsTable {
        SoilSurvey(world: world, known: known).table()
    }

    /// Total field on the ground over one known showing.
    package func groundMagnetics() -> ReadingsTable {
        GroundMagneticSurvey(world: world, target: known[0].centre).table()
    }
}
