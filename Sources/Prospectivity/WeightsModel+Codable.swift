/// As it passes between jobs: what was learned, from which all else follows.
extension WeightsModel: Codable {
    private enum Key: String, CodingKey {
        case tables, points, squareKilometres, unitCell, cellSquareKilometres
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            tables: try container.decode([WeightsTable].self, forKey: .tables),
            points: try container.decode(Int.self, forKey: .points),
            squareKilometres: try container.decode(Double.self, forKey: .squareKilometres),
            unitCell: try container.decode(Double.self, forKey: .unitCell),
            cellSquareKilometres: try container.decode(Double.self, forKey: .cellSquareKilometres))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(tables, forKey: .tables)
        try container.encode(points, forKey: .points)
        try container.encode(squareKilometres, forKey: .squareKilometres)
        try container.encode(unitCell, forKey: .unitCell)
        try container.encode(cellSquareKilometres, forKey: .cellSquareKilometres)
    }
}
