import FoundationEssentials
package import Store
package import SystemPackage

extension SpoolDirectory {
    // No copied part has such a name: a safe name never begins with a dot.
    static let recordName: FilePath.Component = ".drop.json"
    static let stagingName: FilePath.Component = ".claim"
    static let rejectionName: FilePath.Component = ".rejection.json"
    static let statusEnding = ".status.json"
    static let reasonEnding = ".reason.txt"
    private static let recordLimit = 1 << 24

    /// What lay in active/ at start.
    package struct Recovery: Sendable {
        /// Drops that are whole, to be recorded where the journal does not know them, released, and gone on with.
        package var claimed: [ClaimedDrop] = []
        /// Half-made copies that were removed; their originals lie in incoming/.
        package var swept = 0
        /// Rejections that a crash had interrupted and that are finished now.
        package var finished: [DropStatus] = []
        /// Directories that no record explains; they stay as they are for a person to look at.
        package var unexplained: [FilePath] = []
    }

    /// Brings active/ in order after a start, whatever the last process was doing when it ended.
    package func recover() throws(StoreError) -> Recovery {
        var recovery = Recovery()
        for name in try files.names(in: active) {
            let directory = active.appending(name)
            // Earlier versions numbered it.
            if name.bytes.starts(with: SpoolDirectory.stagingName.string.utf8) {
                try files.removeAll(directory)
                recovery.swept += 1
            } else if let rejecting = try read(RejectionPlan.self, directory.appending(SpoolDirectory.rejectionName)) {
                try carryOut(rejecting)
                recovery.finished.append(rejecting.status)
            } else if let drop = try read(ClaimedDrop.self, directory.appending(SpoolDirectory.recordName)) {
                recovery.claimed.append(drop)
            } else if try files.status(directory).kind == .directory, try files.names(in: directory).isEmpty {
                try files.removeDirectory(directory)
            } else {
                recovery.unexplained.append(directory)
            }
        }
        return recovery
    }

    /// The statuses of all drops with a verdict, from done/ and rejected/: what a lost journal is rebuilt from.
    package func statuses() throws(StoreError) -> (statuses: [DropStatus], unreadable: [FilePath]) {
        var found: [DropStatus] = []
        var unreadable: [FilePath] = []
        var candidates: [FilePath] = []
        for name in try files.names(in: done) {
            let directory = done.appending(name)
            guard try files.status(directory).kind == .directory else { continue }
            let inner = try files.names(in: directory).filter { $0.bytes.ends(with: SpoolDirectory.statusEnding) }
            candidates += inner.map(directory.appending)
        }
        candidates += try files.names(in: rejected)
            .filter { $0.bytes.ends(with: SpoolDirectory.statusEnding) }.map(rejected.appending)
        for path in candidates {
            if let status = try read(DropStatus.self, path) { found.append(status) } else { unreadable.append(path) }
        }
        return (found, unreadable)
    }

    /// A record; `nil` where there is none or it is damaged: both leave only what the bytes themselves say.
    func read<Record: Decodable>(_ type: Record.Type, _ path: FilePath) throws(StoreError) -> Record? {
        let bytes: [UInt8]
        do {
            bytes = try files.contents(of: path, atMost: SpoolDirectory.recordLimit)
        } catch {
            switch error.code {
            case .notFound, .tooLong, .notRegular: return nil
            default: throw error
            }
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try SpoolDirectory.times.parse(text)
        }
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            return nil
        }
    }

    static func encode(_ record: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(SpoolDirectory.times.format(date))
        }
        do {
            return Array(try encoder.encode(record)) + Array("\n".utf8)
        } catch {
            preconditionFailure("records hold only text, whole numbers and times: \(error)")
        }
    }

    /// UTC, ISO 8601, milliseconds.
    private static let times = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
