import Campaign
import Jobs
import Operations
import Spool
import Store
import SystemPackage

extension LayerExaminer {
    /// Looks at each file of a folder or an archive that belongs to a layer. One that is refused refuses the drop: a
    /// delivery has one verdict, and half of it would be found out later.
    func bundle(_ drop: ClaimedDrop, in directory: FilePath) async throws -> Examination {
        let folder = directory.appending(SpoolDirectory.contentsName)
        let members: [ClaimedDrop.Member]
        if let known = drop.members { members = known } else { members = try await unpack(drop, in: directory) }
        let bundle: Bundle
        do {
            bundle = try Bundle(members) { (path) throws(StoreError) in
                try FileSystem.real.contents(of: folder.appending(path), atMost: ERMapperHeader.limit)
            }
        } catch {
            throw LayerExaminer.failure(error, of: drop)
        }
        var contents: [DropStatus.Content] = []
        var passedOver: [String] = []
        for group in bundle.groups {
            guard let layer = try layerIfAny(of: group) else {
                passedOver.append(group.name)
                continue
            }
            guard group.group.missing.isEmpty else {
                throw JobFailure(
                    code: .badData, file: group.name,
                    reason: "a part of it is not there: \(group.group.missing.joined(separator: ", "))",
                    remedy: "send all its files together")
            }
            let path = folder.appending(group.folder).appending(group.group.main)
            let notes = try await inPlace(group.name) { () async throws(JobFailure) in
                try await examine(group.group.main.display, at: path, for: layer, tag: drop.delivery)
            }
            contents.append(bundle.content(group, layer: layer.name, notes: notes))
        }
        guard let first = contents.first else { throw nothing(in: bundle, passedOver) }
        var notes = contents.flatMap { content in content.notes.map { "\(content.files[0].name): \($0)" } }
        if !passedOver.isEmpty {
            let more = passedOver.count > 5 ? " and \(passedOver.count - 5) more" : ""
            notes.append("no layer takes \(passedOver.prefix(5).joined(separator: ", "))\(more)")
        }
        let layers = contents.map(\.layer).reduce(into: [first.layer]) { if !$0.contains($1) { $0.append($1) } }
        return Examination(layer: layers.joined(separator: ", "), notes: notes, contents: contents)
    }

    /// Has a worker unpack it into the drop's own directory, and looks at what came out.
    private func unpack(_ drop: ClaimedDrop, in directory: FilePath) async throws -> [ClaimedDrop.Member] {
        guard let main = drop.parts.first else { preconditionFailure("a drop has a part") }
        let (files, output) = (FileSystem.real, directory.appending(".unpacking"))
        let folder = directory.appending(SpoolDirectory.contentsName)
        try empty(output)
        try files.removeAll(folder)
        _ = try await run(
            "unpack", id: "unpack/\(drop.delivery)", [:], drop.displayName, directory.appending(main.file), grid: false,
            into: output)
        do {
            let members = try FolderReader(files).members(in: output.appending(SpoolDirectory.contentsName))
            try files.rename(output.appending(SpoolDirectory.contentsName), to: folder)
            try files.removeAll(output)
            try files.sync(directory: directory)
            return members
        } catch {
            throw LayerExaminer.failure(error, of: drop)
        }
    }

    /// The layer of a group's name; `nil` where none matches.
    private func layerIfAny(of group: Bundle.Group) throws(JobFailure) -> Layer? {
        let name = group.group.main.display
        guard campaign.layers.contains(where: { $0.matches(name) }) else { return nil }
        return try inPlace(group.name) { () throws(JobFailure) in try layer(of: name) }
    }

    private func nothing(in bundle: Bundle, _ names: [String]) -> JobFailure {
        let patterns = campaign.layers.map { "\($0.patternText) for \($0.name)" }.joined(separator: ", ")
        return JobFailure(
            code: .badData,
            reason: names.isEmpty
                ? "it holds no file"
                : "no file in it matches a layer of the campaign: \(names.prefix(5).joined(separator: ", "))",
            remedy: "name its files to match one of: \(patterns)")
    }

    /// Says of a failure in which file of the bundle it is.
    private func inPlace<Value>(
        _ name: String, _ body: () async throws(JobFailure) -> Value
    ) async throws(JobFailure) -> Value {
        do {
            return try await body()
        } catch {
            throw LayerExaminer.placed(error, name)
        }
    }

    private func inPlace<Value>(
        _ name: String, _ body: () throws(JobFailure) -> Value
    ) throws(JobFailure) -> Value {
        do {
            return try body()
        } catch {
            throw LayerExaminer.placed(error, name)
        }
    }

    private static func placed(_ failure: JobFailure, _ name: String) -> JobFailure {
        var failure = failure
        failure.file = name
        return failure
    }

    /// What a worker left is the file's own fault; anything else on the disk is the machine's.
    private static func failure(_ error: StoreError, of drop: ClaimedDrop) -> any Error {
        switch error.code {
        case .notRegular, .tooLong:
            JobFailure(code: .badData, file: drop.displayName, reason: error.reason, remedy: error.remedy)
        default: error
        }
    }
}
