import Jobs
import Prospectivity
import Targets

extension Workplace {
    /// The targets that an input holds; `nil` where it was left out.
    func targetsFile(_ input: String) throws -> TargetsFile? { try values(input, as: TargetsFile.self).first }

    /// What a weights-of-evidence model learned; `nil` where the input was left out.
    func weights(_ input: String) throws -> WeightsModel? { try values(input, as: WeightsModel.self).first }
}
