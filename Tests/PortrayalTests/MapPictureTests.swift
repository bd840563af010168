import KernelTypes
import Survey
import Testing

@testable import Portrayal

@Suite struct MapPictureTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 400_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 40, rows: 30)

    private func picture(_ values: [Float]? = nil) -> MapPicture {
        let values = values ?? (0..<1200).map { Float($0 % 40) / 39 }
        return MapPicture(
            title: "Chagai", subtitle: "a run", grid: grid, unit: .metres, score: Strip(columns: 40, values: values),
            scale: ColourScale(.indigoToYellow, from: 0, to: 1), notes: ["WGS 84 / UTM zone 41N"])
    }

    private func target(_ rank: Int, west: Double, north: Double, side: Double) -> Target {
        let bounds = Bounds(west: west, south: north - side, east: west + side, north: north)
        let ring = [
            Point(x: bounds.west, y: bounds.north), Point(x: bounds.east, y: bounds.north),
            Point(x: bounds.east, y: bounds.south), Point(x: bounds.west, y: bounds.south),
            Point(x: bounds.west, y: bounds.north),
        ]
        return Target(
            id: "T\(rank)", rank: rank, meanScore: 0.9, maximumScore: 1, meanUncertainty: nil, cells: 1,
            squareMetres: side * side, centroid: Point(x: west + side / 2, y: north - side / 2), bounds: bounds,
            geographic: nil, nearest: nil, contributions: [], outline: [[ring]])
    }

    private func sheet(_ picture: MapPicture, _ side: Int) -> MapSheet {
        MapSheet(grid: picture.grid, unit: picture.unit, longestSide: side, legendHeight: picture.legendHeight)
    }

    @Test func `the same content gives the same pixels`() {
        var map = picture()
        map.elevation = Strip(columns: 40, values: (0..<1200).map { Float($0 % 7) })
        map.targets = [target(1, west: 401_000, north: 3_199_000, side: 700)]
        #expect(map.draw(longestSide: 300) == map.draw(longestSide: 300))
    }

    @Test func `a cell has its score's colour where it lies`() {
        let map = picture()
        let image = map.draw(longestSide: 400)
        let sheet = sheet(map, 400)
        for column in stride(from: 1, to: 40, by: 4) {
            let place = sheet.place(grid.centre(column: column, row: 17))
            let colour = image.colour(x: Int(place.x), y: Int(place.y))
            #expect(colour == ColourRamp.indigoToYellow.colour(at: Double(column) / 39))
        }
    }

    @Test func `no data is hatched and never has a ramp's colour`() {
        let map = picture(Array(repeating: .nan, count: 1200))
        let image = map.draw(longestSide: 200)
        let frame = sheet(map, 200).frame
        let shown = Set(frame.y.flatMap { y in frame.x.map { image.colour(x: $0, y: y) } })
        #expect(shown.isSuperset(of: [.missing, .missingHatch]))
        #expect(shown.isDisjoint(with: ColourRamp.indigoToYellow.colours))
    }

    @Test func `a target's outline lies on its cells' edges`() {
        var map = picture(Array(repeating: 1, count: 1200))
        map.targets = [target(1, west: 401_000, north: 3_199_000, side: 1500)]
        let image = map.draw(longestSide: 400)
        let place = sheet(map, 400).place(Point(x: 401_000, y: 3_198_300))
        #expect(isDark(image.colour(x: Int(place.x), y: Int(place.y))))
        #expect(!isDark(image.colour(x: Int(place.x) + 6, y: Int(place.y))))
    }

    @Test func `a target too small to see gets a ring`() {
        var map = picture(Array(repeating: 1, count: 1200))
        let plain = map.draw(longestSide: 200)
        map.targets = [target(1, west: 402_000, north: 3_198_500, side: 1)]
        let image = map.draw(longestSide: 200)
        let place = sheet(map, 200).place(Point(x: 402_000.5, y: 3_198_499.5))
        #expect(image.colour(x: Int(place.x), y: Int(place.y)) == plain.colour(x: Int(place.x), y: Int(place.y)))
        #expect(isDark(image.colour(x: Int(place.x + 5.4), y: Int(place.y))))
    }

    @Test func `a hundred targets on one spot are drawn with as many ranks as have room`() {
        var map = picture(Array(repeating: 0, count: 1200))
        map.targets = (1...100).map { target($0, west: 401_900, north: 3_198_600, side: 150) }
        let crowded = map.draw(longestSide: 200)
        map.targets = Array(map.targets.prefix(1))
        #expect(crowded != map.draw(longestSide: 200))
    }

    @Test func `what lies outside the grid is not drawn`() {
        var map = picture()
        let plain = map.draw(longestSide: 200)
        map.targets = [target(1, west: 300_000, north: 3_198_600, side: 150)]
        map.occurrences = [Occurrence(name: "far", location: Point(x: 500_000, y: 3_199_000))]
        let image = map.draw(longestSide: 200)
        let frame = sheet(map, 200).frame
        for y in frame.y { for x in frame.x { #expect(image.colour(x: x, y: y) == plain.colour(x: x, y: y)) } }
    }

    @Test func `an occurrence is marked where it is`() {
        var map = picture(Array(repeating: 0.5, count: 1200))
        map.occurrences = [Occurrence(name: "o", location: Point(x: 401_530, y: 3_198_770))]
        let image = map.draw(longestSide: 400)
        let place = sheet(map, 400).place(Point(x: 401_530, y: 3_198_770))
        #expect(isDark(image.colour(x: Int(place.x), y: Int(place.y))))
        #expect(image.colour(x: Int(place.x) + 2, y: Int(place.y)).red > 200)
    }

    @Test(arguments: [(1, 1), (1, 2000), (2000, 1), (3, 7)])
    func `a grid of any shape has a map`(columns: Int, rows: Int) {
        let grid = AnalysisGrid(
            crs: "EPSG:4326", west: -60, north: 10, cellWidth: 0.01, cellHeight: 0.01, columns: columns, rows: rows)
        let map = MapPicture(
            title: String(repeating: "long ", count: 60), subtitle: "", grid: grid, unit: .degrees,
            score: Strip(columns: columns, values: Array(repeating: 0.5, count: columns * rows)),
            scale: ColourScale(.navyToRose, from: 0.5, to: 0.5), notes: ["漢 <x>", ""])
        let image = map.draw(longestSide: 100)
        #expect(image.rgba.count == 4 * image.width * image.height)
        let frame = sheet(map, 100).frame
        #expect(frame.width >= 60 && frame.height >= 60)
    }

    @Test func `the sheet ends in a rim of paper inside which nothing is cut`() {
        let image = picture().draw(longestSide: 250)
        for x in 0..<image.width {
            #expect(image.colour(x: x, y: 3) == .paper)
            #expect(image.colour(x: x, y: image.height - 4) == .paper)
        }
        for y in 0..<image.height { #expect(image.colour(x: image.width - 4, y: y) == .paper) }
    }

    @Test func `a geographic grid is as wide as the ground at its middle latitude`() {
        let grid = AnalysisGrid(
            crs: "EPSG:4326", west: 10, north: 61, cellWidth: 0.1, cellHeight: 0.1, columns: 20, rows: 20)
        let sheet = MapSheet(grid: grid, unit: .degrees, longestSide: 400, legendHeight: 300)
        #expect(sheet.frame.height == 400)
        #expect(abs(sheet.frame.width - 200) <= 1)
    }

    private func isDark(_ colour: Colour) -> Bool { Int(colour.red) + Int(colour.green) + Int(colour.blue) < 240 }
}
