import Evidence
import Jobs
import Operations
import Prospectivity

/// All operations of the worker, each with what does it.
enum Registry {
    static let runners: [Runner] =
        (EvidenceOperations.transforms + ProspectivityOperations.transforms).map(TransformWork.runner)
        + [DistanceWork.runner, WeightsWork.runner, AlignWork.runner, ExamineWork.runner, ExportWork.runner]
        + [VectorWork.reading, VectorWork.burning, OccurrenceWork.runner, TargetsWork.extraction, TargetsWork.writing]
        + [MapWork.runner, ReportWork.runner, SampleWork.runner]

    /// The runner of this name, or an error that names the nearest one.
    static func runner(_ name: String) throws(OperationError) -> Runner {
        let operation = try Worker.catalog.operation(name)
        guard let runner = runners.first(where: { $0.operation == operation }) else {
            preconditionFailure("the catalog is made from the runners")
        }
        return runner
    }
}
