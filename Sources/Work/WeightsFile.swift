import FoundationEssentials
import Jobs
import Prospectivity

/// What a weights-of-evidence model learned, as it passes between jobs.
struct WeightsFile: Codable, Sendable {
    var tables: [WeightsTable]
    var points: Int
    var squareKilometres: Double
    var unitCell: Double
    var cellSquareKilometres: Double

    init(_ model: WeightsModel) {
        tables = model.tables
        points = model.points
        squareKilometres = model.squareKilometres
        unitCell = model.unitCell
        cellSquareKilometres = model.cellSquareKilometres
    }

    var model: WeightsModel {
        WeightsModel(
            tables: tables, points: points, squareKilometres: squareKilometres, unitCell: unitCell,
            cellSquareKilometres: cellSquareKilometres)
    }

    static func read(_ path: String) throws -> WeightsFile {
        try JSON.decode(WeightsFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func write(to path: String) throws {
        try JSON.encode(self, pretty: true).write(to: URL(fileURLWithPath: path))
    }
}
