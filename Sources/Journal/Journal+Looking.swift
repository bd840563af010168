import GRDB

extension Journal {
    /// Opens a journal that a daemon may be writing, only to look: nothing is made, checked, migrated or locked.
    package static func openToLook(_ path: String) throws(JournalError) -> Journal {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            configuration.maximumReaderCount = 1
            configuration.label = "gossan.journal.look"
            return Journal(path: path, pool: try DatabasePool(path: path, configuration: configuration))
        } catch {
            throw JournalError(error, path: path)
        }
    }
}
