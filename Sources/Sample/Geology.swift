import Survey

/// The rocks at the surface: belts of the volcanic arc, stocks that cut them, and what fills the basins.
struct Geology: Sendable {
    /// Where an intrusive rock crops out.
    struct Stock: Sendable {
        let centre: Point
        let radius: Double
    }

    let stocks: [Stock]
    private let terrain: Terrain
    private let belts: SmoothNoise
    private let playas: SmoothNoise
    private let outlines: SmoothNoise

    init(seed: UInt64, terrain: Terrain, stocks: [Stock]) {
        self.stocks = stocks
        self.terrain = terrain
        belts = SmoothNoise(seed: seed, stream: .belts)
        playas = SmoothNoise(seed: seed, stream: .playas)
        outlines = SmoothNoise(seed: seed, stream: .outlines)
    }

    /// The lithology at a place.
    func lithology(x: Double, y: Double) -> Lithology {
        lithology(x: x, y: y, stocks: stocks)
    }

    /// The lithology at a place that none but these stocks can reach.
    func lithology(x: Double, y: Double, stocks: [Stock]) -> Lithology {
        let upland = terrain.upland(x: x, y: y)
        if upland < 0.3, !terrain.isVolcano(x: x, y: y) {
            let isPan = upland == 0 && playas.octaves(x / 7_000, y / 4_500, count: 3) > 0.16
            return isPan ? .playa : .alluvium
        }
        for stock in stocks where covers(stock, x, y) { return .intrusives }
        if terrain.isVolcano(x: x, y: y) { return .volcanics }
        let belt = belts.octaves(x / 24_000, y / 6_500, count: 4)
        if belt > 0.17 { return .redbeds }
        return belt > 0.06 ? .sediments : .volcanics
    }

    /// The stocks that may reach a row of places at this northing.
    func stocks(near y: Double) -> [Stock] {
        stocks.filter { abs($0.centre.y - y) <= 1.5 * $0.radius }
    }

    /// Distances grow and shrink by this factor's root, so that no outline is a circle: 0.55...1.45, smooth.
    func irregularity(x: Double, y: Double) -> Double {
        max(0.55, min(1.45, 1 + 0.8 * outlines.octaves(x / 1_100, y / 1_100, count: 3)))
    }

    private func covers(_ stock: Stock, _ x: Double, _ y: Double) -> Bool {
        let (dx, dy) = (x - stock.centre.x, y - stock.centre.y)
        let squared = dx * dx + dy * dy
        // Beyond this the irregularity cannot bring it in, so that its noise is spared.
        guard squared < 2 * stock.radius * stock.radius else { return false }
        return squared * irregularity(x: x, y: y) < stock.radius * stock.radius
    }
}
