import KernelTypes
import Survey
import Testing

@testable import Portrayal

@Suite struct MapSheetPlanTests {
    private func plan(columns: Int, rows: Int, longestSide: Int = 200) -> (MapSheetPlan, PixelImage) {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 300_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: columns,
            rows: rows)
        let picture = MapPicture(
            title: "t", subtitle: "s", grid: grid, unit: .metres,
            score: Strip(columns: columns, values: Array(repeating: 0.5, count: columns * rows)),
            scale: ColourScale(.indigoToYellow, from: 0, to: 1))
        return (picture.plan(longestSide: longestSide), picture.draw(longestSide: longestSide))
    }

    @Test func `the page's corners of the map carry the grid's corners`() throws {
        let (plan, image) = plan(columns: 60, rows: 10, longestSide: 600)
        #expect(plan.width == image.width && plan.height == image.height)
        let elements = try XMLElements(plan.composition(title: "<&>", picture: "a&b.png"))
        let points = elements.found.filter { $0.name == "ControlPoint" }.map { point in
            ["x", "y", "GeoX", "GeoY"].map { point.attributes[$0].flatMap(Double.init) ?? .nan }
        }
        #expect(
            points.map { Array($0[2...]) } == [
                [300_000, 3_199_000], [306_000, 3_199_000], [306_000, 3_200_000], [300_000, 3_200_000],
            ])
        // One scale both ways, within the page.
        let across = (points[1][0] - points[0][0]) / Double(plan.right - plan.left)
        let along = (points[2][1] - points[1][1]) / Double(plan.bottom - plan.top)
        #expect(abs(across - along) < 1e-9)
        let raster = try #require(elements.found.first { $0.name == "Raster" }).attributes
        let edges = ["x1", "y1", "x2", "y2"].compactMap { raster[$0].flatMap(Double.init) }
        #expect(edges[0] >= 21.9 && edges[1] >= 21.9 && edges[2] <= 1168.7 && edges[3] <= 820)
        #expect(abs((edges[2] - edges[0]) / Double(plan.width) - across) < 1e-9)
        #expect(raster["dataset"] == "a&b.png")
        #expect(elements.texts(of: "Width") == ["1190.551"])
    }

    @Test func `a tall map has an upright page`() throws {
        let (plan, _) = plan(columns: 4, rows: 60)
        let isUpright = plan.height > plan.width
        let elements = try XMLElements(plan.composition(title: "", picture: ""))
        #expect(elements.texts(of: "Width") == [isUpright ? "841.89" : "1190.551"])
    }
}
