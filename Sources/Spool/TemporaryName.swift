package import Store

extension FileName {
    /// Whether an upload program or an editor uses such a name for what is not finished, or it is hidden.
    ///
    /// rsync writes `.NAME.XXXXXX`, Syncthing `.syncthing.NAME.tmp` and `~syncthing~NAME.tmp`, browsers `.crdownload`
    /// and `.part`, WinSCP `.filepart`, LibreOffice `.~lock.NAME#`, Microsoft Office `~$NAME`, vim `.NAME.swp`,
    /// Emacs `#NAME#` and `NAME~`.
    package var isTemporary: Bool {
        let name = lowercased
        if name.first == UInt8(ascii: ".") { return true }
        if FileName.temporaryPrefixes.contains(where: { name.starts(with: $0.utf8) }) { return true }
        if FileName.temporarySuffixes.contains(where: { name.count > $0.utf8.count && name.ends(with: $0) }) {
            return true
        }
        let hash = UInt8(ascii: "#")
        return name.count > 1 && (name.last == UInt8(ascii: "~") || (name.first == hash && name.last == hash))
    }

    private static let temporaryPrefixes = ["~$", "~syncthing~"]
    private static let temporarySuffixes = [
        ".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".tmp", ".temp", ".swp", ".swx",
        ".~tmp~", ".uploading",
    ]
}

extension [UInt8] {
    func ends(with suffix: String) -> Bool {
        self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
