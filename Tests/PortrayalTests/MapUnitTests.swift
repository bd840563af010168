import Foundation
import Testing

@testable import Portrayal

@Suite struct MapUnitTests {
    @Test func `a projected unit is as long everywhere`() {
        #expect(MapUnit.metres.metresAcross(atY: 3e6) == 1)
        #expect(MapUnit.length(metres: 0.3048).metresAcross(atY: 0) == 0.3048)
    }

    @Test func `a degree shortens with the cosine of the latitude`() {
        for latitude in stride(from: -89.5, through: 89.5, by: 0.5) {
            let expected = 6_378_137 * Double.pi / 180 * cos(latitude * .pi / 180)
            #expect(abs(MapUnit.degrees.metresAcross(atY: latitude) - expected) < 1e-6)
        }
    }

    @Test func `there is no scale at a pole`() {
        #expect(MapUnit.degrees.metresAcross(atY: 90).isNaN)
    }
}
