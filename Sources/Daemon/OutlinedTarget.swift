import FoundationEssentials
import Jobs
import Store
package import SystemPackage

/// A published target with its outline, as `targets.geojson` holds both.
package struct OutlinedTarget: Sendable, Decodable {
    private enum Keys: String, CodingKey { case properties, geometry }
    private enum GeometryKeys: String, CodingKey { case type, coordinates }

    package var entry: TargetList.Entry
    /// Longitude and latitude; the first ring of a polygon is the outer one, the others are holes.
    package var polygons: [[[[Double]]]]

    package init(entry: TargetList.Entry, polygons: [[[[Double]]]]) {
        self.entry = entry
        self.polygons = polygons
    }

    package init(from decoder: any Decoder) throws {
        entry = try TargetList.Entry(from: decoder)
        let geometry = try decoder.container(keyedBy: Keys.self)
            .nestedContainer(keyedBy: GeometryKeys.self, forKey: .geometry)
        if try geometry.decode(String.self, forKey: .type) == "Polygon" {
            polygons = [try geometry.decode([[[Double]]].self, forKey: .coordinates)]
        } else {
            polygons = try geometry.decode([[[[Double]]]].self, forKey: .coordinates)
        }
    }

    /// The targets of a run's directory in the order of their ranks; none where it cut none.
    package static func all(of run: FilePath) throws -> [OutlinedTarget] {
        struct Collection: Decodable { var features: [OutlinedTarget] }
        let path = run.appending("targets.geojson")
        guard try FileSystem.real.statusIfPresent(path) != nil else { return [] }
        let bytes = try FileSystem.real.contents(of: path, atMost: 1 << 30)
        return try JSON.decode(Collection.self, from: Data(bytes)).features.sorted { $0.entry.rank < $1.entry.rank }
    }

    /// Whether another target's centre lies inside this one's outline.
    package func holdsCentre(of other: OutlinedTarget) -> Bool {
        guard let x = other.entry.number("longitude"), let y = other.entry.number("latitude") else { return false }
        let crossings = polygons.joined().map { ring in
            zip(ring, ring.dropFirst()).count { a, b in
                guard a.count >= 2, b.count >= 2, (a[1] > y) != (b[1] > y) else { return false }
                return a[0] + (b[0] - a[0]) * ((y - a[1]) / (b[1] - a[1])) > x
            }
        }
        return crossings.reduce(0, +) % 2 == 1
    }
}
