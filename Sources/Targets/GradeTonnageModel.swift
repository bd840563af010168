import KernelTypes
package import Operations

/// How large and how rich deposits of a kind are, from published percentiles.
package struct GradeTonnageModel: Hashable, Sendable {
    struct Grade: Hashable, Sendable {
        var commodity: String
        /// Tonnes in a tonne of ore.
        var share: Lognormal
        /// Of the logarithms of grade and tonnage.
        var correlation: Double
    }

    /// Deposits by the area that permits them: log10(N) = intercept + area · log10(km²) + tonnage · log10(median Mt),
    /// with a standard error in log10; the form of Singer (2008).
    struct Density: Hashable, Sendable {
        var intercept: Double
        var area: Double
        var tonnage: Double
        var error: Double
    }

    var name: String
    var title: String
    var source: String
    /// Megatonnes of ore.
    var tonnage: Lognormal
    var grades: [Grade]
    var density: Density?

    /// Reads a model file; `operation` and `input` are named by errors.
    package init(_ bytes: [UInt8], operation: String, input: String) throws(OperationError) {
        let document = try PlainDocument(bytes, operation: operation, input: input)
        let root = document.root
        guard let name = root["model"]?.text, !name.isEmpty else {
            throw document.fault("there is no 'model'", "write 'model: porphyry-copper' or another name")
        }
        guard let source = root["source"]?.text, !source.isEmpty else {
            throw document.fault("'\(name)' has no 'source'", "name the publication that its figures are from")
        }
        self.name = name
        self.source = source
        title = root["title"]?.text ?? name
        tonnage = try Self.distribution(root["tonnage"], "tonnage", ["Mt": 1, "t": 1e-6], document)
        let units = ["percent": 0.01, "g/t": 1e-6, "ppm": 1e-6]
        var grades: [Grade] = []
        for entry in root["grades"]?.entries ?? [] {
            let correlation = root["correlation"]?[entry.key]?.number ?? 0
            guard correlation.magnitude <= 1 else {
                throw document.fault("the correlation of \(entry.key) is \(correlation)", "write one from -1 to 1")
            }
            grades.append(
                Grade(
                    commodity: entry.key, share: try Self.distribution(entry.value, entry.key, units, document),
                    correlation: correlation))
        }
        guard !grades.isEmpty else {
            throw document.fault("'\(name)' has no 'grades'", "write 'grades:' and one a line")
        }
        self.grades = grades
        if let density = root["density"] {
            guard let intercept = density["intercept"]?.number, let area = density["area"]?.number,
                let tonnage = density["tonnage"]?.number, let error = density["error"]?.number, error >= 0
            else {
                throw document.fault(
                    "'density' is incomplete", "write intercept, area, tonnage and error of the regression")
            }
            self.density = Density(intercept: intercept, area: area, tonnage: tonnage, error: error)
        }
    }

    private static func distribution(
        _ value: PlainDocument.Value?, _ name: String, _ units: [String: Double], _ document: PlainDocument
    ) throws(OperationError) -> Lognormal {
        guard let unit = value?["unit"]?.text, let factor = units[unit] else {
            throw document.fault(
                "'\(name)' has no unit that is known here",
                "write unit: \(units.keys.sorted().joined(separator: " or "))")
        }
        guard let p90 = value?["p90"]?.number, let p50 = value?["p50"]?.number, let p10 = value?["p10"]?.number,
            p90 > 0, p90 < p50, p50 < p10
        else {
            throw document.fault(
                "'\(name)' does not have three rising percentiles above 0",
                "write p90, p50 and p10: what 90 %, 50 % and 10 % of the deposits reach at least")
        }
        return Lognormal(p90: p90 * factor, p50: p50 * factor, p10: p10 * factor)
    }
}

extension GradeTonnageModel {
    /// One deposit: megatonnes of ore, and tonnes of each commodity.
    func draw(_ random: inout RandomStream) -> (ore: Double, metal: [Double]) {
        var spare: Double?
        func normal() -> Double {
            if let own = spare.take() { return own }
            let (first, second) = random.normals()
            spare = second
            return first
        }
        let size = normal()
        let ore = tonnage.value(size)
        let metal = grades.map { grade in
            let rest = (1 - grade.correlation * grade.correlation).squareRoot()
            let own = grade.share.value(grade.correlation * size + rest * normal())
            // No ore is more than whole metal.
            return ore * 1e6 * min(1, own)
        }
        return (ore, metal)
    }

    /// The number of deposits by area and density: 50 % have at least so many at `normal` 0.
    func deposits(squareKilometres: Double, normal: Double) -> Double? {
        guard let density, squareKilometres > 0 else { return nil }
        let size = density.area * Elementary.log10(squareKilometres)
        let tonnage = density.tonnage * Elementary.log10(tonnage.median)
        return Elementary.pow(10, density.intercept + size + tonnage + density.error * normal)
    }
}
