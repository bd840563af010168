/// A picture in memory: four bytes a pixel (red, green, blue, alpha), row by row from the top.
package struct PixelImage: Hashable, Sendable {
    package let width: Int
    package let height: Int
    package let rgba: [UInt8]

    package init(width: Int, height: Int, rgba: [UInt8]) {
        precondition(width > 0 && height > 0 && rgba.count == 4 * width * height, "a picture has four bytes a pixel")
        self.width = width
        self.height = height
        self.rgba = rgba
    }

    /// The colour of a pixel; what stands behind a transparent one is left out.
    package func colour(x: Int, y: Int) -> Colour {
        precondition((0..<width).contains(x) && (0..<height).contains(y), "a pixel lies inside its picture")
        let start = 4 * (y * width + x)
        return Colour(red: rgba[start], green: rgba[start + 1], blue: rgba[start + 2])
    }
}
