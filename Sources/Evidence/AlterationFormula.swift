/// An alteration index of one sensor or more, as an expression over its bands.
struct AlterationFormula: Sendable {
    let name: String
    let sensors: [String]
    let expression: String
    let paper: String

    static let all: [AlterationFormula] = [
        .init("iron-oxide", landsat, "b4 / b2", "Sabins (1999)"),
        .init("iron-oxide", sentinel, "b4 / b2", "Sabins (1999)"),
        .init("iron-oxide", aster, "b2 / b1", "Rowan and Mars (2003)"),
        .init("ferrous", landsat, "b6 / b5", "Segal (1982)"),
        .init("ferrous", sentinel, "b12 / b8 + b3 / b4", "van der Meer et al. (2014)"),
        .init("ferrous", aster, "b5 / b3 + b1 / b2", "Rowan and Mars (2003)"),
        .init("gossan", landsat, "b6 / b4", "Volesky et al. (2003)"),
        .init("gossan", sentinel, "b11 / b4", "van der Meer et al. (2014)"),
        .init("gossan", aster, "b4 / b2", "Volesky et al. (2003)"),
        .init("hydroxyl", landsat, "b6 / b7", "Sabins (1999)"),
        .init("hydroxyl", sentinel, "b11 / b12", "van der Meer et al. (2014)"),
        .init("hydroxyl", aster, "(b7 / b6) * (b4 / b6)", "Ninomiya (2003)"),
        .init("alunite-kaolinite-pyrophyllite", aster, "(b4 + b6) / b5", "Rowan and Mars (2003)"),
        .init("phyllic", aster, "(b5 + b7) / b6", "Rowan and Mars (2003)"),
        .init("propylitic", aster, "(b7 + b9) / b8", "Rowan and Mars (2003)"),
        .init("silica", aster, "b11 ^ 2 / (b10 * b12)", "Ninomiya et al. (2005), on radiance"),
        .init("carbonate", aster, "b13 / b14", "Ninomiya et al. (2005), on radiance"),
    ]

    private static let landsat = ["landsat-8", "landsat-9"]
    private static let sentinel = ["sentinel-2"]
    private static let aster = ["aster"]

    static let sensors = landsat + sentinel + aster
    static let indices = all.reduce(into: [String]()) { names, index in
        if !names.contains(index.name) { names.append(index.name) }
    }
    /// The inputs: all bands that some index takes.
    static let bands = (1...14).map { "b\($0)" }

    static func of(_ name: String, _ sensor: String) -> AlterationFormula? {
        all.first { $0.name == name && $0.sensors.contains(sensor) }
    }

    /// All of them, for the reference page.
    static var list: String {
        all.map { "\($0.name) of \($0.sensors.joined(separator: " and ")): \($0.expression) (\($0.paper))" }
            .joined(separator: "; ") + ". No data where a band has none or is not above 0."
    }

    private init(_ name: String, _ sensors: [String], _ expression: String, _ paper: String) {
        self.name = name
        self.sensors = sensors
        self.expression = expression
        self.paper = paper
    }
}
