import Testing

@testable import Sample

@Suite struct MeshRegionsTests {
    @Test func `an island is a hole of its lake and an area of its own`() throws {
        let regions = MeshRegions(values: [1, 1, 1, 1, 2, 1, 1, 1, 1], columns: 3, rows: 3)
        let outlines = regions.outlines()
        #expect(outlines.map(\.firstCell) == [0, 4])
        #expect(outlines[0].rings.map(area) == [9, -1])
        #expect(outlines[1].rings.map(area) == [1])
    }

    @Test func `equal values apart from each other are two areas`() {
        let outlines = MeshRegions(values: [1, 2, 1], columns: 3, rows: 1).outlines()
        #expect(outlines.map(\.firstCell) == [0, 1, 2])
        #expect(outlines.allSatisfy { $0.rings.map(area) == [1] })
    }

    @Test func `one cell is one square`() {
        let outlines = MeshRegions(values: [7], columns: 1, rows: 1).outlines()
        #expect(outlines.count == 1)
        #expect(outlines.first?.rings.first?.count == 5)
    }

    private func area(_ ring: [MeshRegions.Corner]) -> Int {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.column * $1.1.row - $1.1.column * $1.0.row } / 2
    }
}
