import CGDAL

/// A CRS in GDAL's hands, with x as easting or longitude whatever the authority says.
@safe struct SpatialReference: ~Copyable {
    let handle: OGRSpatialReferenceH

    /// From an authority code (`EPSG:32641`) or WKT.
    ///
    /// Nothing else: GDAL would also take the name of a file or the address of a server.
    init(_ definition: String) throws(RasterError) {
        GDALLibrary.ready
        let text = definition.trimmed
        let operation = "CRS \(text.prefix(80))"
        guard Self.isCode(text) || Self.isWKT(text) else {
            throw RasterError(
                .illegalArgument, operation: operation, messages: ["neither an authority code nor WKT"],
                remedy: "Name the CRS like EPSG:32641")
        }
        unsafe handle = try reporting(operation) {
            guard let made = unsafe OSRNewSpatialReference(nil) else { return unsafe nil as OGRSpatialReferenceH? }
            guard unsafe OSRSetFromUserInput(made, text) == OGRERR_NONE else {
                unsafe OSRDestroySpatialReference(made)
                return nil
            }
            return unsafe made
        }
        unsafe OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    }

    /// A copy of one that GDAL owns.
    init?(copying other: OGRSpatialReferenceH?) {
        guard let other = unsafe other, let copy = unsafe OSRClone(other) else { return nil }
        unsafe handle = copy
        unsafe OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    }

    deinit { unsafe OSRDestroySpatialReference(handle) }

    private static func isCode(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { $0 >= 48 && $0 < 58 || $0 | 32 >= 97 && $0 | 32 < 123 || $0 == 95 }
            }
    }

    private static func isWKT(_ text: String) -> Bool {
        guard let bracket = text.firstIndex(where: { $0 == "[" || $0 == "(" }), bracket != text.startIndex else {
            return false
        }
        return text[..<bracket].utf8.allSatisfy { $0 | 32 >= 97 && $0 | 32 < 123 || $0 == 95 }
    }

    /// WKT 2:2019 on one line.
    var wkt: String? {
        let options = StringList(["FORMAT=WKT2_2019", "MULTILINE=NO"])
        var text: UnsafeMutablePointer<CChar>?
        defer { unsafe VSIFree(text) }
        guard unsafe OSRExportToWktEx(handle, &text, options.constant) == OGRERR_NONE, let text = unsafe text else {
            return nil
        }
        return unsafe String(cString: text)
    }

    /// `EPSG:32641` where the CRS says so itself, or where the register has exactly this one.
    var authority: String? {
        if let name = unsafe OSRGetAuthorityName(handle, nil), let code = unsafe OSRGetAuthorityCode(handle, nil) {
            return unsafe "\(String(cString: name)):\(String(cString: code))"
        }
        var count: Int32 = 0
        var confidence: UnsafeMutablePointer<Int32>?
        guard let matches = unsafe OSRFindMatches(handle, nil, &count, &confidence) else { return nil }
        defer {
            unsafe OSRFreeSRSArray(matches)
            unsafe VSIFree(confidence)
        }
        guard count > 0, let confidence = unsafe confidence, unsafe confidence[0] >= 90,
            unsafe count == 1 || confidence[1] < confidence[0], let best = unsafe matches[0],
            let name = unsafe OSRGetAuthorityName(best, nil), let code = unsafe OSRGetAuthorityCode(best, nil)
        else { return nil }
        return unsafe "\(String(cString: name)):\(String(cString: code))"
    }

    func isSame(as other: borrowing SpatialReference) -> Bool {
        if unsafe OSRIsSame(handle, other.handle) != 0 { return true }
        guard let own = authority else { return false }
        return own == other.authority
    }
}

extension String {
    /// Without blanks and line ends at either side.
    var trimmed: String {
        let blank: (Character) -> Bool = { $0.isWhitespace }
        guard let first = firstIndex(where: { !blank($0) }), let last = lastIndex(where: { !blank($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
