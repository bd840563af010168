package import Store
package import SystemPackage

extension SpoolDirectory {
    /// The names of the deliveries in done/: what a journal that lost rows is compared with.
    package func finished() throws(StoreError) -> [String] {
        try files.names(in: done).filter { !$0.bytes.starts(with: ".".utf8) }.map(\.display)
    }

    /// The status of an accepted delivery or a duplicate; `nil` where there is none in done/ or it is damaged.
    package func status(of delivery: String) throws(StoreError) -> DropStatus? {
        guard let name = FileName(delivery) else { return nil }
        let directory = done.appending(name)
        guard try files.statusIfPresent(directory)?.kind == .directory else { return nil }
        for inner in try files.names(in: directory) where inner.bytes.ends(with: SpoolDirectory.statusEnding) {
            if let status = try read(DropStatus.self, directory.appending(inner)) { return status }
        }
        return nil
    }

    /// The paths of the statuses in rejected/.
    package func rejections() throws(StoreError) -> [FilePath] {
        try files.names(in: rejected).filter { $0.bytes.ends(with: SpoolDirectory.statusEnding) }.map(
            rejected.appending)
    }

    /// A status by its path; `nil` where it is damaged or gone.
    package func status(at path: FilePath) throws(StoreError) -> DropStatus? {
        try read(DropStatus.self, path)
    }

    /// Removes the reason and the status of a rejected drop that a person moved back to incoming/: they spoke of what no
    /// longer lies beside them.
    package func forgetRejection(of drop: ClaimedDrop) throws(StoreError) {
        guard let name = drop.parts.first?.originalName else { return }
        var number = 1
        while true {
            let here = name.numbered(number)
            let status = rejected.appending(here.appending(SpoolDirectory.statusEnding))
            guard let told = try read(DropStatus.self, status) else { return }
            if told.drop.delivery == drop.delivery, try files.statusIfPresent(rejected.appending(here)) == nil {
                let reason = rejected.appending(here.appending(SpoolDirectory.reasonEnding))
                if try files.statusIfPresent(reason) != nil { try files.unlink(reason) }
                try files.unlink(status)
                return
            }
            number += 1
        }
    }

    /// Moves a rejected drop's files back to incoming/, to be looked at again; gives the names that moved.
    ///
    /// `name` is the main file's as it lies in rejected/.
    package func retry(_ name: FileName) throws(StoreError) -> [FileName] {
        let status = try read(DropStatus.self, rejected.appending(name.appending(SpoolDirectory.statusEnding)))
        let suffix = status?.drop.parts.first?.originalName.map { Array(name.bytes.dropFirst($0.bytes.count)) } ?? []
        let names = status?.drop.parts.compactMap(\.originalName) ?? []
        var moved: [FileName] = []
        for original in names.isEmpty ? [name] : names {
            guard let here = FileName(bytes: original.bytes + (names.isEmpty ? [] : suffix)) else { continue }
            guard try files.statusIfPresent(rejected.appending(here)) != nil else { continue }
            try files.renameKeeping(rejected.appending(here), to: incoming.appending(names.isEmpty ? here : original))
            moved.append(original)
        }
        guard !moved.isEmpty else {
            throw StoreError(
                code: .notFound, operation: "retry", path: rejected.appending(name),
                reason: "there is no rejected file of this name", remedy: "see 'gossan status'")
        }
        try files.sync(directory: incoming)
        try files.sync(directory: rejected)
        return moved
    }

    /// How many drops lie in active/, and whether the directories can be read at all.
    package func countActive() throws(StoreError) -> Int {
        try files.names(in: active).filter { !$0.bytes.starts(with: ".".utf8) }.count
    }
}
