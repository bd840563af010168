import KernelTypes
import Survey
import Testing

@testable import Portrayal

@Suite struct InsetPictureTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 4000, cellWidth: 100, cellHeight: 100, columns: 40, rows: 40)

    private func target(west: Double, north: Double) -> Target {
        let ring = [
            Point(x: west, y: north), Point(x: west, y: north - 1000), Point(x: west + 1000, y: north - 1000),
            Point(x: west + 1000, y: north), Point(x: west, y: north),
        ]
        return Target(
            id: "T", rank: 1, meanScore: 1, maximumScore: 1, meanUncertainty: nil, cells: 100, squareMetres: 1e6,
            centroid: Point(x: west + 500, y: north - 500),
            bounds: Bounds(west: west, south: north - 1000, east: west + 1000, north: north), geographic: nil,
            nearest: nil, contributions: [], outline: [[ring]])
    }

    private func pixel(_ image: PixelImage, _ x: Int, _ y: Int) -> Colour {
        let start = 4 * (y * image.width + x)
        return Colour(red: image.rgba[start], green: image.rgba[start + 1], blue: image.rgba[start + 2])
    }

    @Test func `an inset shows the cells around its target and the outline over them`() {
        let values = (0..<1600).map { Float($0 % 40 < 20 ? 0 : 1) }
        let scale = ColourScale(.navyToRose, from: 0, to: 1)
        let inset = InsetPicture(grid: grid, unit: .metres, raster: Strip(columns: 40, values: values), scale: scale)
        let image = inset.draw(target(west: 1500, north: 2500), side: 120)
        // 3,000 m across: the border of both halves is in the middle, the outline a third from each edge.
        #expect(pixel(image, 10, 60) == scale.colour(of: 0) && pixel(image, 110, 60) == scale.colour(of: 1))
        #expect(pixel(image, 40, 60).red < 90 && pixel(image, 79, 60).red < 90)
        #expect(pixel(image, 60, 60) != .ink)
    }

    @Test func `beyond the raster, and where it has no value, the inset is hatched`() {
        var values = [Float](repeating: 0.5, count: 1600)
        values[0] = .nan
        let scale = ColourScale(.navyToRose, from: 0, to: 1)
        let inset = InsetPicture(grid: grid, unit: .metres, raster: Strip(columns: 40, values: values), scale: scale)
        let image = inset.draw(target(west: 0, north: 4000), side: 120)
        #expect([Colour.missing, .missingHatch].contains(pixel(image, 20, 20)))
        #expect([Colour.missing, .missingHatch].contains(pixel(image, 60, 20)))
        #expect(pixel(image, 60, 60) == scale.colour(of: 0.5))
    }
}
