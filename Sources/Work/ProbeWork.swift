import Jobs
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
        for finding in SandboxTrial.run(limits: place.job.limits, output: place.job.output) {
            place.record(fact: finding.what, finding.found)
            if !finding.holds { place.note("the sandbox does not hold: \(finding.what): \(finding.found)") }
        }
    }
}
