import KernelTypes
import Operations

/// The calibration of a gamma spectrometer and its aircraft.
struct GammaConstants: Sendable {
    let aircraft: GammaWindows
    let cosmic: GammaWindows
    let heightTerms: GammaWindows
    let stripping: StrippingRatios?
    let attenuation: GammaWindows?
    let sensitivity: GammaWindows?
    let radon: RadonMethod?
    let referenceHeight: Double

    init(_ settings: Settings) throws(OperationError) {
        aircraft = try Self.windows("aircraft", settings)
        cosmic = try Self.windows("cosmic", settings)
        heightTerms = try Self.windows("height_terms", settings)
        attenuation = settings.has("attenuation") ? try Self.windows("attenuation", settings) : nil
        sensitivity = settings.has("sensitivity") ? try Self.windows("sensitivity", settings) : nil
        referenceHeight = try settings.number("reference_height")
        if let attenuation, min(attenuation.potassium, attenuation.uranium, attenuation.thorium) <= 0 {
            throw settings.error(
                .outOfRange, "attenuation", "an attenuation is not above zero", "write it positive, a metre")
        }
        if let sensitivity, min(sensitivity.potassium, sensitivity.uranium, sensitivity.thorium) <= 0 {
            throw settings.error(
                .outOfRange, "sensitivity", "a sensitivity is not above zero",
                "write counts a second for 1 %, 1 ppm, 1 ppm")
        }
        if let map = settings.values["stripping"]?.map {
            let found = try Self.numbers(
                map, "stripping", needed: ["alpha", "beta", "gamma"], known: ["a", "b", "g"], settings)
            stripping = StrippingRatios(
                alpha: found["alpha"] ?? 0, beta: found["beta"] ?? 0, gamma: found["gamma"] ?? 0, a: found["a"] ?? 0,
                b: found["b"] ?? 0, g: found["g"] ?? 0)
        } else {
            stripping = nil
        }
        if let map = settings.values["radon"]?.map {
            let found = try Self.numbers(
                map, "radon", needed: ["a1", "a2", "au", "at", "ak"], known: ["bu", "bt", "bk"], settings)
            radon = RadonMethod(found)
        } else {
            radon = nil
        }
    }

    /// Rates brought from a height to the reference height, N exp(-µ(H0 - H)).
    func atReference(_ windows: GammaWindows, height: Double, _ attenuation: GammaWindows) -> GammaWindows {
        func raised(_ rate: Double, _ mu: Double) -> Double { rate * Elementary.exp(-mu * (referenceHeight - height)) }
        return GammaWindows(
            raised(windows.potassium, attenuation.potassium), raised(windows.uranium, attenuation.uranium),
            raised(windows.thorium, attenuation.thorium))
    }

    private static func windows(_ key: String, _ settings: Settings) throws(OperationError) -> GammaWindows {
        let numbers = try settings.numbers(key)
        guard numbers.count == 3, numbers.allSatisfy({ $0.isFinite }) else {
            throw settings.error(.outOfRange, key, "'\(key)' needs three numbers, for K, U and Th", "write [k, u, th]")
        }
        return GammaWindows(numbers[0], numbers[1], numbers[2])
    }

    private static func numbers(
        _ map: [String: ParameterValue], _ key: String, needed: [String], known: [String], _ settings: Settings
    ) throws(OperationError) -> [String: Double] {
        var found: [String: Double] = [:]
        for (name, value) in map {
            guard (needed + known).contains(name), let number = value.number, number.isFinite else {
                throw settings.error(
                    .wrongType, key, "'\(name)' is none of its constants, or no number",
                    suggestion(for: name, among: needed + known))
            }
            found[name] = number
        }
        if let missing = needed.first(where: { found[$0] == nil }) {
            throw settings.error(.missingParameter, key, "'\(key)' lacks \(missing)", "add it")
        }
        return found
    }
}
