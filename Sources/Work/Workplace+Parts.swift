package import Gridding
import Jobs

/// Readings part by part, where a file is longer than memory should be.
extension Workplace: PartwiseBench {
    package func parts(of input: String) throws -> (any ReadingParts)? {
        guard inputs(input).count == 1, let only = inputs(input).first else { return nil }
        if only.path.hasSuffix(".\(ReadingsFile.ending)") { return try ReadingsFileParts(only.path) }
        guard let stream = try ReadingStream(only, self) else { return nil }
        scratchCount += 1
        let path = scratch("readings-\(scratchCount).\(ReadingsFile.ending)")
        _ = try stream.write(to: path)
        return try ReadingsFileParts(path)
    }
}
