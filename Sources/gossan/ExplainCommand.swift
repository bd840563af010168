import ArgumentParser
import Daemon
import FoundationEssentials
import Jobs
import Operations
import Survey
import SystemPackage

/// Why a target, or any cell, is where it is.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Say what a target's or a cell's score is made of, down to the dropped files, and what would change it.",
        discussion: """
            gossan explain 1 DIR
            gossan explain --at 63.25,29.1 DIR
            """)

    @Argument(help: "The target's rank or id; none with --at.")
    var target: String?

    @OptionGroup var campaign: CampaignOptions

    @Option(help: "A cell instead: LONGITUDE,LATITUDE in degrees, WGS84.")
    var at: Coordinates?

    @Option(help: "With --at: the model, where it is not the one that targets are cut from.")
    var model: String?

    @Flag(help: "As JSON.")
    var json = false

    struct Coordinates: ExpressibleByArgument {
        var longitude: Double
        var latitude: Double

        init?(argument: String) {
            let numbers = argument.split(separator: ",").map { Double($0.filter { $0 != " " }) }
            guard numbers.count == 2, let longitude = numbers[0], let latitude = numbers[1],
                abs(longitude) <= 360, abs(latitude) <= 90
            else { return nil }
            (self.longitude, self.latitude) = (longitude, latitude)
        }
    }

    func validate() throws {
        if at == nil && target == nil { throw ValidationError("name a target, or a cell with --at LONGITUDE,LATITUDE") }
        if at == nil && model != nil { throw ValidationError("--model goes with --at") }
    }

    func run() async throws {
        try await reportingErrors {
            if let at { return try await explain(at) }
            try await explain(target ?? "")
        }
    }

    private struct Answer: Encodable {
        struct Reason: Encodable {
            var evidence: String
            var contribution: Double
            var operation: String
            /// Names and hashes of the dropped files that it was made from.
            var files: [String: String]
        }
        var run: String
        var target: TargetList.Entry
        var reasons: [Reason]
        /// What each trained model sees in the target, and what would drop it out of the list.
        var models: [String: TargetExplanation]
    }

    private func explain(_ target: String) async throws {
        let reader = try await CampaignReader.open(campaign.site)
        let run = try reader.publishedRun()
        let entry = try TargetList(of: run).target(target)
        let explainer = try RunExplainer(run)
        let manifest = explainer.manifest
        let reasons = entry.contributions.map { evidence, value in
            let step = manifest.step(named: evidence)
            return Answer.Reason(
                evidence: evidence, contribution: value, operation: step?.operation ?? "",
                files: manifest.files(behind: step?.id))
        }
        let models = try explainer.explanations(of: entry.id)
        if json {
            return try printJSON(
                Answer(run: manifest.run, target: entry, reasons: reasons, models: models))
        }
        print(entry.line)
        for reason in reasons {
            printReason(reason.contribution, "\(reason.evidence)  (\(reason.operation))", reason.files)
        }
        for (name, model) in models.sorted(by: { $0.key < $1.key }) {
            let shares = model.evidence.map { "\($0.evidence) \(TargetList.Entry.fixed($0.contribution, 3))" }
            print(
                "\(name): score \(TargetList.Entry.fixed(model.meanScore, 3)); \(shares.joined(separator: ", "))"
                    + (model.sentence.isEmpty ? "" : "\n  \(model.sentence)"))
        }
        print("run \(manifest.run): all inputs, parameters and outputs stand in its manifest.json")
    }

    private struct PlaceAnswer: Encodable {
        var run: String
        var place: PlaceExplanation
        /// Names and hashes of the dropped files behind each evidence.
        var files: [String: [String: String]]
    }

    private func explain(_ at: Coordinates) async throws {
        // With --at, the first word is no target but the campaign.
        var options = campaign
        if let target { options.directory = target }
        let installation = try Installation.current()
        let executor = LocalExecutorFactory.executor(of: installation)
        let catalog = try await executor.catalog()
        let reader = CampaignReader(
            try CampaignOpening(options.site, catalog: catalog, installation: installation), catalog: catalog)
        let explainer = try RunExplainer(try reader.publishedRun())
        let manifest = explainer.manifest
        let place = try await explainer.explain(
            longitude: at.longitude, latitude: at.latitude, model: model, executor: executor, catalog: catalog)
        let names = place.explanation?.reasons.map(\.evidence) ?? []
        let files = Dictionary(
            names.map { ($0, manifest.files(behind: manifest.step(named: $0)?.id)) },
            uniquingKeysWith: { first, _ in first })
        if json { return try printJSON(PlaceAnswer(run: manifest.run, place: place, files: files)) }
        let fixed = TargetList.Entry.fixed
        print("\(place.model) at \(fixed(place.x, 1)), \(fixed(place.y, 1)) in \(place.crs)")
        if let found = place.explanation {
            let spread = found.deviation.map { " ± \(fixed($0, 4))" } ?? ""
            print("score \(fixed(found.score, 4))\(spread); contributions in \(found.contributionUnit)")
            for reason in found.reasons {
                let value = reason.value.map { fixed($0, 3) } ?? "no data"
                let rank = reason.percentile.map { ", \(fixed($0, 0)) % of the ground lies lower" } ?? ""
                let outside = reason.isOutside ? ", outside of what the model has seen" : ""
                printReason(
                    reason.contribution,
                    "\(reason.evidence) = \(value)\(rank)\(outside); score at its median \(fixed(reason.scoreAtMedian, 4))",
                    files[reason.evidence] ?? [:])
            }
            for step in found.path {
                print("  " + String(repeating: "  ", count: step.depth) + "\(step.name): \(fixed(step.membership, 4))")
            }
        }
        if !place.sentence.isEmpty { print(place.sentence) }
        print("run \(manifest.run): all inputs, parameters and outputs stand in its manifest.json")
    }

    private func printReason(_ contribution: Double, _ text: String, _ files: [String: String]) {
        print("  " + TargetList.Entry.right(TargetList.Entry.fixed(contribution, 4), 9) + "  \(text)")
        for (name, sha) in files.sorted(by: { $0.key < $1.key }) {
            print("             \(name)  sha256 \(sha.prefix(16))")
        }
    }
}
