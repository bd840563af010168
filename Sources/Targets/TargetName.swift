import Survey

/// Names that a target keeps from run to run, whatever the campaign, as long as its best cell stays where it is.
enum TargetName {
    /// Crockford's base 32: no I, L, O or U to misread.
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// `T-` and 8 letters of a hash over the CRS and the place of the best cell's centre to a centimetre; 13 letters
    /// for those that would else share a name. An id that is `kept` from an earlier run stands before both.
    static func names(of places: [Point], crs: String, kept: [String?]? = nil) -> [String] {
        let hashes = places.map { hash($0, crs) }
        let taken = Set((kept ?? []).compactMap { $0 })
        var sharing: [UInt64: Int] = [:]
        for hash in hashes { sharing[hash >> 24, default: 0] += 1 }
        return hashes.enumerated().map { index, hash in
            if let id = kept?[index] { return id }
            let isShort = sharing[hash >> 24] == 1 && !taken.contains(name(hash, letters: 8))
            return name(hash, letters: isShort ? 8 : 13)
        }
    }

    private static func name(_ hash: UInt64, letters count: Int) -> String {
        "T-" + String((0..<count).map { letters[Int((hash << (5 * UInt64($0))) >> 59)] })
    }

    /// FNV-1a, 64 bits (Fowler, Noll and Vo), spread by the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    private static func hash(_ place: Point, _ crs: String) -> UInt64 {
        let text = "\(crs) \(centimetres(place.x)) \(centimetres(place.y))"
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }

    private static func centimetres(_ metres: Double) -> String {
        let rounded = (metres * 100).rounded()
        return abs(rounded) < 9e18 ? "\(Int64(rounded))" : "\(rounded)"
    }
}
