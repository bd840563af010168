/// An opaque colour in sRGB, 8 bits a channel.
package struct Colour: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `#rrggbb`, as HTML, SVG and QGIS write it.
    package var hex: String {
        "#"
            + [red, green, blue].map { channel in
                let digits = String(channel, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// This colour with its light multiplied by `factor` and clipped; 1 changes nothing.
    func lit(by factor: Double) -> Colour {
        func channel(_ value: UInt8) -> UInt8 { UInt8(min(255, max(0, (Double(value) * factor).rounded()))) }
        return Colour(red: channel(red), green: channel(green), blue: channel(blue))
    }
}

extension Colour {
    static let paper = Colour(red: 255, green: 255, blue: 255)
    package static let ink = Colour(red: 32, green: 34, blue: 38)
    static let faintInk = Colour(red: 98, green: 102, blue: 108)
    static let missing = Colour(red: 234, green: 234, blue: 232)
    static let missingHatch = Colour(red: 198, green: 198, blue: 195)
}
