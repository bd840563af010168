import Operations
import Testing

@testable import Campaign

@Suite struct LayerAlignmentTests {
    @Test func `a raster may be told what is data and that ballpark will do`() throws {
        let plain = try SmallWorld.read(SmallWorld.campaign).layers[0]
        #expect(plain.data.isEmpty && !plain.allowsBallpark)
        let text = SmallWorld.campaign(
            replacing: "resample: bilinear", with: "resample: bilinear, data: [-99, 0], ballpark: allow")
        let layer = try SmallWorld.read(text).layers[0]
        #expect(layer.data == [-99, 0] && layer.allowsBallpark)
        let refusing = SmallWorld.campaign(replacing: "resample: bilinear", with: "ballpark: refuse")
        #expect(try !SmallWorld.read(refusing).layers[0].allowsBallpark)
    }

    @Test func `another word for ballpark is refused with the nearest`() {
        let problems = SmallWorld.problems(replacing: "resample: bilinear", with: "ballpark: alow")
        #expect(problems.count == 1 && problems[0].contains("did you mean 'allow'?"))
    }
}
