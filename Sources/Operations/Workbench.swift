package import KernelTypes
package import Survey

/// Where a procedure works: its inputs as values, takers for its outputs, and the limits that it has to keep.
///
/// The worker's bench reads and writes files, a test's keeps all in memory. It belongs to the thread that runs the
/// procedure; sources and sinks go to any thread.
package protocol Workbench: AnyObject {
    /// Threads that `inParallel` may use.
    var threads: Int { get }
    /// Memory that the procedure may take.
    var memoryBytes: Int { get }

    /// The campaign's grid, or that of the first raster that was given.
    func grid() throws -> AnalysisGrid
    /// Metres that one unit of a CRS measures; `nil` where the unit is an angle.
    func metresPerUnit(of crs: String) throws -> Double?
    /// Points brought from one CRS to another: x is easting or longitude, y northing or latitude, whatever the
    /// authority's order of axes. `WGS84` (`EPSG:4326`) gives longitude and latitude in degrees.
    func project(_ points: [Point], from source: String, to target: String) throws -> [Point]

    /// Whether anything was given for an input.
    func has(_ input: String) -> Bool
    /// What the things given for an input are called: layer, evidence or file.
    func names(of input: String) -> [String]
    /// The rasters of an input, all on the same cells.
    func rasters(_ input: String) throws -> [any RasterSource]
    /// Each thing of an input as cells of the grid: a raster as it is, features and occurrences as 1 where one lies and 0
    /// elsewhere.
    func cells(_ input: String) throws -> [any RasterSource]
    /// The features of an input, in the grid's CRS; occurrences are points.
    func features(_ input: String) throws -> [Feature]
    /// Known deposits and showings, in the grid's CRS.
    func occurrences(_ input: String) throws -> [Occurrence]
    /// The readings of an input, one element for each thing given, in their own CRS.
    func readings(_ input: String) throws -> [Readings]
    /// What another operation gave by `give(value:to:)`, one element for each thing given.
    func values<Value: Decodable>(_ input: String, as type: Value.Type) throws -> [Value]
    /// The bytes of a document, such as a template.
    func bytes(_ input: String) throws -> [[UInt8]]

    /// A taker for the rows of an output raster; every row is to be written once. `unit` is empty for a pure number.
    func raster(_ output: String, on grid: AnalysisGrid, unit: String) throws -> any RasterSink
    /// A raster that lives as long as the procedure: written first, read after `finish()`.
    func scratch(on grid: AnalysisGrid) throws -> any ScratchRaster
    func give(features: [Feature], crs: String, to output: String) throws
    func give(occurrences: [Occurrence], to output: String) throws
    func give(readings: Readings, to output: String) throws
    /// A table for people, written as CSV; text that a spreadsheet would take for a formula is defused.
    func give(table: Table, to output: String) throws
    /// What other operations read by `values(_:as:)`, written as JSON.
    func give(value: any Encodable & Sendable, to output: String) throws
    /// A document for people; `ending` is that of its name, such as `html` or `svg`.
    func give(text: String, ending: String, to output: String) throws

    /// A remark on the result, one sentence; shown with the run.
    func note(_ text: String)
    /// A figure of the result, for the manifest.
    func record(_ name: String, _ value: Double)
    /// How far a long stage has come, 0 to 1.
    func progress(_ stage: String, _ done: Double)

    /// Calls `body` for 0 ..< `count` on up to `threads` threads; the first error ends the work and is thrown.
    func inParallel(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws
}

/// A raster that is read: any rows, at any time, from any thread.
package protocol RasterSource: Sendable {
    /// What it is called: layer, evidence or file.
    var name: String { get }
    /// Empty where none is known.
    var unit: String { get }
    var grid: AnalysisGrid { get }
    /// These rows, without a copy where the raster lies mapped; they are only to be read.
    func strip(_ rows: Range<Int>) throws -> Strip
}

/// A raster that is written: each row once, in any order, from any thread.
package protocol RasterSink: Sendable {
    var grid: AnalysisGrid { get }
    func write(_ strip: Strip) throws
}

/// A raster between two passes of one procedure.
package protocol ScratchRaster: RasterSource, RasterSink {
    /// Ends the writing; after it the rows can be read.
    func finish() throws
}

extension RasterSource {
    /// All rows; in memory only as far as they are touched where the raster is mapped.
    package func whole() throws -> Strip { try strip(0..<grid.rows) }
}

extension Workbench {
    package func cells(_ input: String) throws -> [any RasterSource] { try rasters(input) }

    /// The only raster of an input that must be there.
    package func raster(_ input: String) throws -> any RasterSource {
        guard let first = try rasters(input).first else { throw missing(input) }
        return first
    }

    /// The only readings of an input that must be there.
    package func reading(_ input: String) throws -> Readings {
        guard let first = try readings(input).first else { throw missing(input) }
        return first
    }

    /// The only value of an input that must be there.
    package func value<Value: Decodable>(_ input: String, as type: Value.Type) throws -> Value {
        guard let first = try values(input, as: type).first else { throw missing(input) }
        return first
    }

    /// Throws where a procedure needs more memory than it may take, with the size that would do.
    package func require(bytes: Int, of operation: Operation, for purpose: String) throws(OperationError) {
        guard bytes > memoryBytes else { return }
        let mebibytes = (bytes + (1 << 20) - 1) >> 20
        throw OperationError(
            code: .tooLarge, operation: operation.name, key: "",
            reason: "\(purpose) needs \(mebibytes) MiB, and a worker may take \(memoryBytes >> 20)",
            remedy: "allow \(mebibytes) MiB a worker, or use a coarser grid")
    }

    private func missing(_ input: String) -> OperationError {
        OperationError(
            code: .missingInput, operation: "", key: input, reason: "the input '\(input)' is missing",
            remedy: "give it: --in \(input)=FILE")
    }
}
