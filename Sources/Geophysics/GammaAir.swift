import Operations
import Survey

/// Heights above ground as the air between counts: at standard temperature and pressure.
struct GammaAir: Sendable {
    /// `nil` where no height is known.
    let heights: [Double]?

    init(_ work: Correction) throws(OperationError) {
        let names = [
            "heightaboveground", "radaralt", "radaraltimeter", "radalt", "clearance", "hm", "terrainclearance",
        ]
        guard let height = try work.optionalChannel("height_channel", names: names) else {
            heights = nil
            return
        }
        guard try work.settings.flag("stp") else {
            heights = height.values
            return
        }
        guard
            let temperature = try work.optionalChannel(
                "temperature_channel", names: ["temperature", "temp", "tc", "airtemperature"]),
            let pressure = try work.optionalChannel(
                "pressure_channel", names: ["pressure", "press", "pkpa", "airpressure", "baro"])
        else {
            throw work.unfit(
                "pressure_channel", "heights need temperature and pressure of the air",
                "set both channels, or stp to false")
        }
        let middle = Sample(pressure.values).median
        let isHectopascal = pressure.unit == "hPa" || pressure.unit == "mbar"
        guard (30...110).contains(isHectopascal ? middle / 10 : middle) else {
            throw work.unfit(
                "pressure_channel", "a pressure of \(FigureText.short(middle)) is not kPa",
                "give it in kPa, or its unit as hPa")
        }
        heights = height.values.indices.map { index in
            let kilopascal = isHectopascal ? pressure.values[index] / 10 : pressure.values[index]
            return height.values[index] * kilopascal / 101.325 * 273.15 / (temperature.values[index] + 273.15)
        }
    }
}
