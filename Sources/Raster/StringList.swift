import CGDAL

/// A list of strings as GDAL wants it; freed at the end of its life.
@safe struct StringList: ~Copyable {
    typealias Items = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    /// `nil` where the list is empty.
    let items: Items?

    init(_ strings: [String]) {
        var list: Items?
        for string in strings { unsafe list = CSLAddString(list, string) }
        unsafe items = list
    }

    /// Options as `NAME=VALUE`, in the order of the names.
    init(_ options: [String: String]) {
        self.init(options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    }

    deinit { unsafe CSLDestroy(items) }

    /// The same list where the header says `const char *const *`.
    var constant: UnsafePointer<UnsafePointer<CChar>?>? {
        unsafe UnsafeRawPointer(items)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }

    /// A copy of a list that GDAL owns.
    static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        guard let list = unsafe list else { return [] }
        var strings: [String] = []
        var index = 0
        while let item = unsafe list[index] {
            unsafe strings.append(String(cString: item))
            index += 1
        }
        return strings
    }
}
