import Evidence
import Geochemistry
import Geophysics
import Gridding
import Jobs
import Operations
import PotentialField
import Prospectivity
import Statistics
import Targets

/// All operations of the worker, each with what does it.
enum Registry {
    static let transforms: [any StripTransform.Type] =
        EvidenceOperations.transforms + ProspectivityOperations.transforms + GeochemistryOperations.transforms
        + StatisticsOperations.transforms + PotentialFieldOperations.transforms + GeophysicsOperations.transforms

    static let procedures: [any Procedure.Type] =
        EvidenceOperations.procedures + GeochemistryOperations.procedures + StatisticsOperations.procedures
        + PotentialFieldOperations.procedures + GeophysicsOperations.procedures + GriddingOperations.procedures
        + ProspectivityOperations.procedures + TargetOperations.procedures + [ContributionsProcedure.self]

    static let runners: [Runner] =
        transforms.map(TransformWork.runner) + procedures.map(ProcedureWork.runner)
        + [AlignWork.runner, ExamineWork.runner, ExportWork.runner, UnpackWork.runner]
        + [
            ReadingWork.runner, ReadingDocument.runner, ReadingExport.runner, VectorWork.reading, VectorWork.burning,
            OccurrenceWork.runner, TargetsWork.writing, FieldFilesWork.runner, ProjectWork.runner, DocumentWork.runner,
        ]
        + [MapWork.runner, ReportWork.runner, SampleWork.runner, ProbeWork.runner, CatalogueWork.runner]

    /// The runner of this name, or an error that names the nearest one.
    static func runner(_ name: String) throws(OperationError) -> Runner {
        let operation = try Worker.catalog.operation(name)
        guard let runner = runners.first(where: { $0.operation == operation }) else {
            preconditionFailure("the catalog is made from the runners")
        }
        return runner
    }
}
