import Operations
import Survey

/// What the checks of geochemical readings share: which channels are elements, and what is said of each sample.
enum AssayChannels {
    static let units = ["%", "ppm", "ppb", "g/t", "mg/kg", "ug/kg", "wt%", "pct"]

    /// The channels that a parameter lists; where it lists none, all in a unit of concentration.
    static func chosen(_ work: Correction) throws(OperationError) -> [Readings.Channel] {
        let asked = work.settings.words("channels")
        var found: [Readings.Channel] = []
        for name in asked { found.append(try work.channel(called: name, for: "channels")) }
        if asked.isEmpty { found = work.readings.channels.filter { units.contains($0.unit) } }
        guard !found.isEmpty else {
            throw work.unfit("channels", "no channel is in %, ppm or ppb", "set channels to those of the elements")
        }
        return found
    }

    /// Values with those below a detection limit at half of it, as a check of levels needs a number.
    static func substituted(_ channel: Readings.Channel) -> [Double] {
        var values = channel.values
        for censored in channel.censored where !censored.isAbove { values[censored.reading] = censored.limit / 2 }
        return values
    }

    static let channelsParameter = Parameter(
        "channels", .words, isOptional: true, "channels to check; default: all in %, ppm or ppb")
}
