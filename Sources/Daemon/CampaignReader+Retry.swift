import Spool
import Store

extension CampaignReader {
    /// Moves a rejected drop back to incoming/, to be looked at again; gives the names of the files that moved.
    ///
    /// `file` is the main file's name as it lies in rejected/. Moving the files by hand does the same.
    package func retry(_ file: String) throws -> [String] {
        guard let name = FileName(file) else {
            throw DaemonError(
                code: .usage, path: file, reason: "this is no file name", remedy: "name a file in rejected/")
        }
        return try SpoolDirectory(root: site.spool, campaign: self.name).retry(name).map(\.display)
    }
}
