import Testing

@testable import Portrayal

@Suite struct CanvasTests {
    private let black = Colour(red: 0, green: 0, blue: 0)

    @Test func `a new canvas is paper and opaque`() {
        let image = Canvas(width: 3, height: 2).image
        #expect(image.rgba == Array(repeating: 255, count: 24))
    }

    @Test func `a frame has its width on each side and leaves the inside`() {
        var canvas = Canvas(width: 10, height: 8)
        canvas.frame(PixelBox(x: 1..<9, y: 1..<7), width: 2, black)
        for y in 0..<8 {
            for x in 0..<10 {
                let isFrame =
                    (1..<9).contains(x) && (1..<7).contains(y) && !((3..<7).contains(x) && (3..<5).contains(y))
                #expect((canvas.image.colour(x: x, y: y) == black) == isFrame, "\(x) \(y)")
            }
        }
    }

    @Test func `what reaches beyond the canvas is cut`() {
        var canvas = Canvas(width: 4, height: 4)
        canvas.fill(PixelBox(x: -5..<2, y: 3..<90), black)
        canvas.stroke([[PixelPoint(-1e9, -50), PixelPoint(1e9, -50)]], width: 3, black)
        canvas.disc(PixelPoint(500, 500), radius: 2, black)
        #expect(darkness(canvas.image) == 2)
    }

    @Test func `a line darkens as much as its area`() {
        var generator = SplitMix(state: 11)
        for _ in 0..<60 {
            func random() -> PixelPoint {
                PixelPoint(.random(in: 15...85, using: &generator), .random(in: 15...85, using: &generator))
            }
            let (start, end) = (random(), random())
            let width = Double.random(in: 1.5...8, using: &generator)
            var canvas = Canvas(width: 100, height: 100)
            canvas.stroke([[start, end]], width: width, black)
            let length = start.distance(toLineFrom: end, to: end)
            let area = length * width + .pi * width * width / 4
            #expect(abs(darkness(canvas.image) - area) < 0.03 * area + 1)
        }
    }

    @Test func `a convex polygon darkens as much as its area, whichever way it turns`() {
        let corners = [PixelPoint(10.3, 12.1), PixelPoint(40.2, 18.7), PixelPoint(33.3, 45.9), PixelPoint(12, 38.4)]
        let edges = zip(corners, corners.dropFirst() + corners.prefix(1))
        let area = abs(edges.reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
        for turned in [corners, corners.reversed()] {
            var canvas = Canvas(width: 60, height: 60)
            canvas.fillConvex(turned, black)
            #expect(abs(darkness(canvas.image) - area) < 0.01 * area)
        }
    }

    @Test func `lines that cross are not darker where they meet`() {
        var canvas = Canvas(width: 20, height: 20)
        let grey = Colour(red: 100, green: 100, blue: 100)
        canvas.stroke(
            [[PixelPoint(2, 10), PixelPoint(18, 10)], [PixelPoint(10, 2), PixelPoint(10, 18)]], width: 4, grey,
            opacity: 0.5)
        #expect(canvas.image.colour(x: 10, y: 10) == canvas.image.colour(x: 5, y: 10))
    }

    @Test func `a text stays within its clip`() {
        var canvas = Canvas(width: 60, height: 30)
        let clip = PixelBox(x: 10..<30, y: 5..<20)
        canvas.write("Wide words", .onMap, x: 0, baseline: 18, within: clip)
        for y in 0..<30 {
            for x in 0..<60 where !(clip.x.contains(x) && clip.y.contains(y)) {
                #expect(canvas.image.colour(x: x, y: y) == .paper)
            }
        }
        #expect(darkness(canvas.image) > 0)
    }

    @Test func `a text upwards is the text turned by a quarter`() {
        var level = Canvas(width: 80, height: 80)
        var upright = Canvas(width: 80, height: 80)
        level.write("North 7", .plain, x: 10, baseline: 40)
        upright.writeUpwards("North 7", .plain, baseline: 40, y: 70)
        for y in 0..<80 {
            for x in 0..<80 {
                let turned = upright.image.colour(x: y, y: 79 - x)
                #expect(abs(Int(level.image.colour(x: x, y: y).red) - Int(turned.red)) <= 1)
            }
        }
    }

    /// Full pixels of black.
    private func darkness(_ image: PixelImage) -> Double {
        var sum = 0.0
        for y in 0..<image.height {
            for x in 0..<image.width { sum += 1 - Double(image.colour(x: x, y: y).red) / 255 }
        }
        return sum
    }
}
