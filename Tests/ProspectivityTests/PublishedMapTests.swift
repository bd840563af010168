import KernelTypes
import Operations
import Survey
import Testing

@testable import Prospectivity

/// Geoscience Australia's maps, cell for cell.
@Suite struct PublishedMapTests {
    private static let names = ["Dist2Breccia", "Dist2Fault", "FaultDensity", "StratNo"]

    private struct Maps {
        var posterior: Strip
        var deviation: Strip
        var confidence: Strip

        init() {
            let grid = Cloncurry.grid
            func map() -> Strip { Strip(columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows) }
            (posterior, deviation, confidence) = (map(), map(), map())
        }
    }

    @Test func `four binary layers give the published posterior, deviation, confidence and AUC`() throws {
        guard let deposits = try Cloncurry.deposits() else { return }
        var evidence: [Strip] = []
        for name in Self.names {
            guard let raster = try Cloncurry.raster("CalculateResponse/\(name).tif", nodata: 3) else { return }
            evidence.append(raster)
        }
        let grid = Cloncurry.grid
        let parameters = try WeightsOfEvidence.declaration.resolve([:])
        let model = try WeightsOfEvidence(parameters, evidence: Self.names, on: grid)
            .learn(from: Bands(of: evidence, height: 500).scan, training: deposits)

        #expect(model.points == 258)
        #expect(
            Array(model.notes.prefix(2)) == [
                "1 training points lie exactly on another one; each was counted",
                "6 training points share a cell with another one; each was counted",
            ])
        #expect(abs(model.independence.expected - 390.6047) < 1e-4)
        #expect(model.independence.isRejected)
        #expect(model.notes.count == 3 && model.notes[2].contains("T = 390.605 deposits where n = 258"))
        for (name, table) in zip(Self.names, model.tables) {
            let published = try #require(try Cloncurry.table("CalculateResponse/\(name)_CT.csv"))
            for (row, line) in zip(table.rows, published) {
                #expect(row.points == Int(try #require(line["NO_POINTS"])))
                #expect(abs(row.weights.positive - (line["WPLUS"] ?? .nan)) <= 1e-9)
                #expect(abs(row.weights.studentised - (line["STUDC"] ?? .nan)) <= 1e-9)
            }
        }

        let maps = Maps()
        model.apply(
            to: evidence, posterior: maps.posterior, deviation: maps.deviation, confidence: maps.confidence)
        for (computed, suffix) in [(maps.posterior, ""), (maps.deviation, "_StdDev"), (maps.confidence, "_Conf")] {
            let path = "CalculateResponse/PosteriorProbability\(suffix).tif"
            let published = try #require(try Cloncurry.raster(path, nodata: nil))
            #expect(largestDifference(computed, published) <= 1e-6, "\(path)")
        }

        let roc = try ROC(of: deposits, on: grid) { visit in visit(maps.posterior) }
        #expect(roc.positives == 258)
        #expect(roc.negatives == 3_130_881)
        #expect(abs((roc.area ?? .nan) - 0.7144677408072047) <= 1e-12)
        for (area, found) in [(0.014211, 0.127907), (0.282478, 0.631783)] {
            #expect(roc.successRate.contains { abs($0.cost - area) < 1e-6 && abs($0.found - found) < 1e-6 })
        }
    }

    @Test func `the full layers cut by hand as published give the same weights`() throws {
        guard let deposits = try Cloncurry.deposits() else { return }
        let names = ["Dist2Breccia", "FaultDensity", "StratNo"]
        var evidence: [Strip] = []
        for name in names {
            guard let raster = try Cloncurry.raster("CalculateWeights/\(name).tif", nodata: -1) else { return }
            evidence.append(raster)
        }
        let parameters = try WeightsOfEvidence.declaration.resolve([
            "classes": .map(["Dist2Breccia": "ascending", "FaultDensity": "descending", "StratNo": "categorical"]),
            "threshold": .map([
                "Dist2Breccia": 5000, "FaultDensity": 6, "StratNo": [76890, 42515, 31441, 26091, 12754, 11361, 7245],
            ]),
        ])
        let model = try WeightsOfEvidence(parameters, evidence: names, on: Cloncurry.grid)
            .learn(from: Bands(of: evidence, height: 700).scan, training: deposits)
        for (name, table) in zip(names, model.tables) {
            let published = try #require(try Cloncurry.table("CalculateResponse/\(name)_CT.csv"))
            for row in table.rows {
                let line = try #require(published.first { $0["CLASS"] == row.generalised })
                #expect(abs(row.weight - (line["WEIGHT"] ?? .nan)) <= 1e-9, "\(name) \(row.name)")
                #expect(abs(row.deviation - (line["W_STD"] ?? .nan)) <= 1e-9, "\(name) \(row.name)")
            }
        }
    }

    private func largestDifference(_ computed: Strip, _ published: Strip) -> Float {
        var largest: Float = 0
        computed.cells.withSpan { computed in
            published.cells.withSpan { published in
                for index in computed.indices {
                    let difference = abs(computed[index] - published[index])
                    if !(difference <= largest) && !(computed[index].isNaN && published[index].isNaN) {
                        largest = difference.isNaN ? .infinity : difference
                    }
                }
            }
        }
        return largest
    }
}
