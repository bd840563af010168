import Foundation
import FoundationXML
import Testing

@testable import Portrayal

@Suite struct QGISStyleTests {
    /// The elements of a document with their attributes.
    private final class Elements: NSObject, XMLParserDelegate {
        var found: [(name: String, attributes: [String: String])] = []

        func parser(
            _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
            qualifiedName qName: String?, attributes attributeDict: [String: String] = [:]
        ) {
            found.append((elementName, attributeDict))
        }
    }

    private func elements(of text: String) throws -> Elements {
        let parser = XMLParser(data: Data(text.utf8))
        let elements = Elements()
        parser.delegate = elements
        let isWellFormed = parser.parse()
        try #require(isWellFormed, "\(String(describing: parser.parserError))")
        return elements
    }

    @Test func `the stops rise from minimum to maximum in the ramp's colours`() throws {
        let text = QGISStyle.continuous(ColourScale(.indigoToYellow, from: 0.0001, to: 0.0123))
        let items = try elements(of: text).found.filter { $0.name == "item" }
        let values = items.compactMap { $0.attributes["value"].flatMap(Double.init) }
        #expect(values.first == 0.0001)
        #expect(values.last == 0.0123)
        #expect(values == values.sorted() && Set(values).count == 33)
        #expect(items.first?.attributes["color"] == ColourRamp.indigoToYellow.colours[0].hex)
        #expect(items.last?.attributes["color"] == ColourRamp.indigoToYellow.colours[255].hex)
    }

    @Test func `the renderer is a continuous pseudocolour of band 1`() throws {
        let found = try elements(of: QGISStyle.continuous(ColourScale(.navyToRose, from: -2, to: 5))).found
        let renderer = try #require(found.first { $0.name == "rasterrenderer" }).attributes
        #expect(renderer["type"] == "singlebandpseudocolor")
        #expect(renderer["band"] == "1")
        #expect(renderer["classificationMin"] == "-2.0")
        #expect(renderer["classificationMax"] == "5.0")
        let shader = try #require(found.first { $0.name == "colorrampshader" }).attributes
        #expect(shader["colorRampType"] == "INTERPOLATED")
    }

    @Test func `a raster of one value has one stop`() throws {
        let found = try elements(of: QGISStyle.continuous(ColourScale(.navyToRose, from: 3, to: 3))).found
        #expect(found.filter { $0.name == "item" }.count == 1)
    }
}
