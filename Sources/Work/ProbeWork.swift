import Operations
import Raster

/// What `gossan doctor` asks a worker: whether it can confine itself, and with which libraries it works.
enum ProbeWork {
    static let runner = Runner(
        operation: Operation(
            name: "probe", summary: "Says with which libraries this worker works, and whether its sandbox holds.",
            family: .intake, inputs: [], outputs: [], memory: .features,
            formula: "Versions as the libraries state them.", source: "Gossan's own.")
    ) { place in
        place.record(fact: "GDAL", GDALLibrary.version)
    }
}
