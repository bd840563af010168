import Testing

@testable import Portrayal

@Suite struct StrokeFontTests {
    private static let printable = (32...126).compactMap(Unicode.Scalar.init).map(Character.init)

    @Test func `every printable ASCII letter has a drawing`() {
        for letter in StrokeFontTests.printable { #expect(StrokeFont.drawings[letter] != nil, "\(letter)") }
    }

    @Test func `no two letters look alike`() {
        let looks = StrokeFont.drawings.values.map { StrokeGlyph($0) }
        #expect(Set(looks).count == looks.count)
    }

    @Test func `a letter stays in its width and between capital and descender`() {
        for (letter, drawing) in StrokeFont.drawings {
            let glyph = StrokeGlyph(drawing)
            for point in glyph.lines.joined() {
                #expect(point.x >= 0 && point.x <= glyph.width, "\(letter)")
                #expect(point.y >= 0 && point.y <= StrokeFont.reach, "\(letter)")
            }
            #expect(letter == " " || !glyph.lines.isEmpty, "\(letter)")
        }
    }

    @Test func `figures are equally wide, so that columns of numbers stand straight`() {
        let widths = Set("0123456789".map { StrokeFont.width(of: String($0), height: 10) })
        #expect(widths.count == 1)
    }

    @Test func `an accented letter is drawn without its accent and an unknown one as a box`() {
        #expect(StrokeFont.lines(of: "Saïndak", height: 10) == StrokeFont.lines(of: "Saindak", height: 10))
        #expect(StrokeFont.draws("ñ"))
        #expect(!StrokeFont.draws("漢"))
        #expect(StrokeFont.lines(of: "漢", height: 10).count == 1)
    }

    @Test func `wrapped lines fit and lose no letter`() {
        var generator = SplitMix(state: 3)
        for _ in 0..<200 {
            let text = String((0..<60).map { _ in "abcdefg  WM".randomElement(using: &generator) ?? " " })
            let width = Double.random(in: 20...200, using: &generator)
            let lines = StrokeFont.wrap(text, height: 9, width: width)
            #expect(lines.allSatisfy { StrokeFont.width(of: $0, height: 9) <= width })
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    @Test func `a title that is too long ends in dots within its room`() {
        let title = String(repeating: "Chagai ", count: 40)
        let clipped = StrokeFont.clip(title, height: 18, width: 300)
        #expect(clipped.hasSuffix("..."))
        #expect(StrokeFont.width(of: clipped, height: 18) <= 300)
        #expect(StrokeFont.clip("Chagai", height: 18, width: 300) == "Chagai")
    }

    @Test func `an empty text is nothing wide`() {
        #expect(StrokeFont.width(of: "", height: 10) == 0)
        #expect(StrokeFont.lines(of: "", height: 10).isEmpty)
    }
}
