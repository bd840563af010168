extension SampleRaster {
    /// What a raster of the sample measures.
    enum Quantity: String, CaseIterable, Sendable {
        case dem, tmi, k, th, u, clay, iron

        var unit: String {
            switch self {
            case .dem: "m"
            case .tmi: "nT"
            case .k: "%"
            case .th, .u: "ppm"
            case .clay, .iron: "ratio"
            }
        }

        var summary: String {
            switch self {
            case .dem: "Terrain, metres above the sea"
            case .tmi: "Total magnetic field anomaly, draped 80 m above the terrain"
            case .k: "Potassium by gamma spectrometry"
            case .th: "Equivalent thorium by gamma spectrometry"
            case .u: "Equivalent uranium by gamma spectrometry"
            case .clay: "Clay band ratio, 1.6 µm over 2.2 µm"
            case .iron: "Iron oxide band ratio, red over blue"
            }
        }

        /// Whether a value below zero has no meaning.
        var isConcentration: Bool {
            switch self {
            case .k, .th, .u: true
            case .dem, .tmi, .clay, .iron: false
            }
        }

        /// The instrument's noise: which stream, and its standard deviation in the unit; the terrain has none.
        var noise: (stream: NoiseStream, deviation: Double)? {
            switch self {
            case .dem: nil
            case .tmi: (.magneticNoise, 0.8)
            case .k: (.potassiumNoise, 0.14)
            case .th: (.thoriumNoise, 0.6)
            case .u: (.uraniumNoise, 0.35)
            case .clay: (.clayNoise, 0.02)
            case .iron: (.ironNoise, 0.06)
            }
        }
    }
}
