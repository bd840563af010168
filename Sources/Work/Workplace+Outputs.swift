import FoundationEssentials
import Jobs
package import Operations
import Raster
package import Survey

/// What a procedure gives: values as files.
extension Workplace: Workbench {
    package func raster(_ output: String, on grid: AnalysisGrid, unit: String) throws -> any RasterSink {
        let path = self.output(output, file: "\(output).f32")
        let writer = try LayerWriter(creating: path, header: LayerHeader(grid: grid, unit: unit))
        unfinished.append(writer)
        return LayerSink(writer: writer)
    }

    package func scratch(on grid: AnalysisGrid) throws -> any ScratchRaster {
        scratchCount += 1
        return try ScratchLayer(at: scratch("raster-\(scratchCount).f32"), on: grid)
    }

    package func give(features: [Feature], crs: String, to output: String) throws {
        try VectorWriter.writeGeoPackage(
            [FeatureTable(features, crs: crs)], to: self.output(output, file: "\(output).gpkg"))
    }

    package func give(occurrences: [Occurrence], to output: String) throws {
        try OccurrenceFile.write(occurrences, to: self.output(output, file: "\(output).json"))
    }

    package func give(readings: Readings, to output: String) throws {
        try ReadingsFile.write(readings, to: self.output(output, file: "\(output).\(ReadingsFile.ending)"))
    }

    package func give(table: Table, to output: String) throws {
        try give(text: table.csv, ending: "csv", to: output)
    }

    package func give(value: any Encodable & Sendable, to output: String) throws {
        try JSON.encode(value, pretty: true).write(
            to: URL(fileURLWithPath: self.output(output, file: "\(output).json")))
    }

    package func give(text: String, ending: String, to output: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: self.output(output, file: "\(output).\(ending)")))
    }

    package func progress(_ stage: String, _ done: Double) {}

    package func inParallel(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
        try StripWork.inParallel(Array(0..<count), threads: threads, body)
    }

    /// Makes the rasters durable; a procedure that has not written every row of one is wrong.
    func finishRasters() throws {
        for writer in unfinished { try writer.finish() }
        unfinished = []
    }
}
