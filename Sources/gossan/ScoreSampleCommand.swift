import ArgumentParser
import Daemon
import FoundationEssentials
import Store
import SystemPackage

/// The honest figure of the sample: how many planted deposits the targets found.
struct ScoreSampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score-sample", abstract: "Count the sample's planted deposits that lie in its targets.")

    @OptionGroup var campaign: CampaignOptions

    @Flag(help: "As JSON.")
    var json = false

    private struct Answer: Encodable {
        /// The rank of the target by which each planted deposit was found; none where it was not.
        var found: [String: Int?]
        var planted: Int
        var targets: Int
        var squareKilometres: Double
    }

    private struct Place {
        var name: String
        var x: Double
        var y: Double
        var radius: Double
    }

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            guard let run = try reader.latestRun() else {
                throw DaemonError(
                    code: .noInput, path: campaign.site.directory.string, reason: "no run is published yet",
                    remedy: "run the demo: make demo")
            }
            let planted = try rows(of: campaign.path.appending("truth.csv")).compactMap(place)
            let targets = try rows(of: run.appending("ranking.csv"))
            let centres = targets.compactMap { row -> (rank: Int, x: Double, y: Double)? in
                guard row.count > 8, let rank = Int(row[1]), let x = Double(row[7]), let y = Double(row[8]) else {
                    return nil
                }
                return (rank, x, y)
            }
            var found: [String: Int?] = [:]
            for deposit in planted {
                let hit = centres.first { target in
                    let (dx, dy) = (target.x - deposit.x, target.y - deposit.y)
                    return (dx * dx + dy * dy).squareRoot() <= deposit.radius
                }
                found[deposit.name] = .some(hit?.rank)
            }
            let area = targets.compactMap { $0.count > 6 ? Double($0[6]) : nil }.reduce(0, +)
            if json {
                return try printJSON(
                    Answer(
                        found: found, planted: planted.count, targets: centres.count, squareKilometres: area))
            }
            for deposit in planted {
                let rank = found[deposit.name].flatMap { $0 }
                print("  \(deposit.name): " + (rank.map { "in target \($0)" } ?? "not found"))
            }
            print(
                "\(found.values.count { $0 != nil }) of \(planted.count) planted deposits have a target's centre within "
                    + "their alteration; \(centres.count) targets cover \(area.rounded()) km2. None of them was used in "
                    + "training.")
        }
    }

    private func rows(of path: FilePath) throws -> [[String]] {
        let text = String(decoding: try FileSystem.real.contents(of: path, atMost: 1 << 28), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private func place(_ row: [String]) -> Place? {
        guard row.count == 4, let x = Double(row[1]), let y = Double(row[2]), let radius = Double(row[3]) else {
            return nil
        }
        return Place(name: row[0], x: x, y: y, radius: radius)
    }
}
