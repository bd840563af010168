import Testing

@testable import Portrayal

@Suite struct MarkupTextTests {
    @Test func `markup in a text is text`() {
        #expect(MarkupText.escape("<b a='1'>R&D \"x\"</b>") == "&lt;b a=&#39;1&#39;&gt;R&amp;D &quot;x&quot;&lt;/b&gt;")
    }

    @Test func `what is invisible or turns the reading direction shows its code`() {
        #expect(MarkupText.escape("a\nb\u{202E}c\u{0}\u{200B}") == "a\\u{A}b\\u{202E}c\\u{0}\\u{200B}")
    }

    @Test func `letters of any script pass unchanged`() {
        #expect(MarkupText.escape("Saïndak چاغی 漢") == "Saïndak چاغی 漢")
    }

    @Test func `no text of any kind leaves a character that markup reads`() {
        var generator = SplitMix(state: 13)
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
        for _ in 0..<500 {
            let scalars = (0..<40).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(in: 0...(Bool.random(using: &generator) ? 127 : 0x10FFFF), using: &generator))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let escaped = MarkupText.escape(text).unicodeScalars
            #expect(!escaped.contains { "<>\"'\n\u{0}".unicodeScalars.contains($0) })
            // Scalars: a mark that combines with a semicolon hides it from String, but not from a browser.
            for index in escaped.indices where escaped[index] == "&" {
                #expect(entities.contains { escaped[index...].starts(with: $0.unicodeScalars) })
            }
        }
    }
}
