import FoundationEssentials
import KernelTypes
import Operations
import Raster
import Sample
import Survey

/// Writes the files of the sample campaign, as a survey would deliver them.
enum SampleWork {
    static let runner = Runner(
        operation: Operation(
            name: "generate-sample",
            summary: "Makes the survey files of the sample campaign, with planted deposits and the truth about them.",
            family: .intake, inputs: [],
            parameters: [
                Parameter("seed", .integer(from: 0, to: 1 << 50), default: 1, "another seed, another country")
            ],
            outputs: [
                .init("faults", .vector), .init("geology", .vector), .init("occurrences", .vector),
                .init("roads", .vector), .init("railhead", .vector), .init("reserve", .vector),
                .init("truth", .document), .init("soil", .readings), .init("magnetics", .readings),
            ] + rasters.map { .init($0, .document) },
            memory: .strip,
            formula: "Magnetic field of buried prisms on a drape over the terrain; alteration haloes; noise by seed.",
            source: "Samples/README.md; prisms: Bhattacharyya (1964).")
    ) { place in
        let sample = SampleCampaign(seed: UInt64(place.number("seed") ?? 1))
        for raster in sample.rasters { try write(raster, place) }
        try write(sample.faults, on: sample.grid, place)
        try write(sample.geologyUnits(), on: sample.grid, place)
        try write(sample.occurrences, on: sample.grid, place)
        try write(sample.infrastructure, on: sample.grid, place)
        try write(sample.soilSamples().csv, to: place.output("soil", file: "soil_pxrf.csv"))
        try write(sample.groundMagnetics().csv, to: place.output("magnetics", file: "mag_ground.csv"))
        let truth = sample.planted.map { "\($0.name),\($0.location.x),\($0.location.y),\($0.radius)\n" }
        try write(
            "name,easting,northing,radius_m\n" + truth.joined(), to: place.output("truth", file: "truth.csv"))
    }

    private static let rasters = ["dem", "tmi", "k", "th", "u", "clay", "iron"]

    private static func write(_ raster: SampleRaster, _ place: Workplace) throws {
        let header = LayerHeader(grid: raster.grid, unit: raster.unit, description: raster.summary)
        let writer = try LayerWriter(creating: place.scratch("\(raster.name).f32"), header: header)
        let bands = raster.grid.bands(ofAtMost: 16)
        try StripWork.inParallel(bands, threads: place.threads) { band in
            let strip = Strip(columns: raster.grid.columns, rows: band, rasterRows: raster.grid.rows)
            raster.fill(strip)
            try writer.write(strip)
        }
        try writer.finish()
        try GeoTIFFWriter.write(
            LayerFile(reading: writer.path), to: place.output(raster.name, file: "\(raster.name).tif"))
    }

    private static func write(_ faults: [Fault], on grid: AnalysisGrid, _ place: Workplace) throws {
        let table = FeatureTable(
            name: "faults", crs: grid.crs, geometryType: .line,
            fields: [.init(name: "name", type: .text), .init(name: "kind", type: .text)],
            rows: faults.map {
                .init(geometry: .lines([$0.points]), values: [.text($0.name), .text($0.kind.rawValue)])
            })
        try VectorWriter.writeGeoPackage([table], to: place.output("faults", file: "faults.gpkg"))
    }

    private static func write(_ units: [GeologyUnit], on grid: AnalysisGrid, _ place: Workplace) throws {
        let table = FeatureTable(
            name: "geology", crs: grid.crs, geometryType: .polygon,
            fields: [.init(name: "code", type: .integer), .init(name: "lithology", type: .text)],
            rows: units.map {
                .init(
                    geometry: .polygons([$0.rings]),
                    values: [.number(Double($0.lithology.rawValue)), .text($0.lithology.name)])
            })
        try VectorWriter.writeGeoPackage([table], to: place.output("geology", file: "geology.gpkg"))
    }

    private static func write(_ occurrences: [Occurrence], on grid: AnalysisGrid, _ place: Workplace) throws {
        let table = FeatureTable(
            name: "occurrences", crs: grid.crs, geometryType: .point,
            fields: ["name", "commodities", "deposit_type"].map { .init(name: $0, type: .text) },
            rows: occurrences.map {
                .init(
                    geometry: .points([$0.location]),
                    values: [
                        .text($0.name), .text($0.commodities.joined(separator: ", ")), .text($0.depositType),
                    ])
            })
        try VectorWriter.writeGeoPackage([table], to: place.output("occurrences", file: "occurrences.gpkg"))
    }

    private static func write(_ built: Infrastructure, on grid: AnalysisGrid, _ place: Workplace) throws {
        func write(_ name: String, _ type: FeatureTable.GeometryType, _ rows: [(String, Geometry)]) throws {
            let table = FeatureTable(
                name: name, crs: grid.crs, geometryType: type, fields: [.init(name: "name", type: .text)],
                rows: rows.map { .init(geometry: $0.1, values: [.text($0.0)]) })
            try VectorWriter.writeGeoPackage([table], to: place.output(name, file: "\(name).gpkg"))
        }
        try write("roads", .line, built.roads.map { ($0.name, .lines([$0.points])) })
        try write("railhead", .point, [("railhead", .points([built.railhead]))])
        try write("reserve", .polygon, [("reserve", .polygons([[built.reserve]]))])
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
