/// The CRS that an ER Mapper header names by a datum and a projection.
///
/// GDAL looks such names up in a table (`ecw_cs.wkt`) that Debian's gdal-data leaves out, and finds none of them.
/// Names as ER Mapper's files have them, codes of the EPSG register; `ERSTests` compares each with the register's name.
enum ERSReference {
    private struct Datum {
        /// EPSG's code of the geographic CRS.
        let geographic: Int
        /// Projections of this datum: the name before the zone, EPSG's code of zone 0, the zones there are.
        let grids: [(prefix: String, base: Int, zones: ClosedRange<Int>)]
    }

    private static let datums: [String: Datum] = [
        "WGS84": Datum(geographic: 4326, grids: [("NUTM", 32600, 1...60), ("SUTM", 32700, 1...60)]),
        "WGS72": Datum(geographic: 4322, grids: [("NUTM", 32200, 1...60), ("SUTM", 32300, 1...60)]),
        // The Map Grid of Australia is UTM south of the equator on Australia's datum; files say either name.
        "GDA94": Datum(geographic: 4283, grids: [("MGA", 28300, 48...58), ("SUTM", 28300, 48...58)]),
        "GDA2020": Datum(geographic: 7844, grids: [("MGA", 7800, 46...59), ("SUTM", 7800, 46...59)]),
        "AGD66": Datum(geographic: 4202, grids: [("AMG", 20200, 48...58), ("TMAMG", 20200, 48...58)]),
        "AGD84": Datum(geographic: 4203, grids: [("AMG", 20300, 48...58), ("TMAMG", 20300, 48...58)]),
        "NAD27": Datum(geographic: 4267, grids: [("NUTM", 26700, 1...22)]),
        "NAD83": Datum(geographic: 4269, grids: [("NUTM", 26900, 1...23)]),
        "ED50": Datum(geographic: 4230, grids: [("NUTM", 23000, 28...38)]),
        "SAD69": Datum(geographic: 4618, grids: [("NUTM", 29150, 18...22), ("SUTM", 29170, 17...25)]),
    ]

    /// Such as `EPSG:28354`; `nil` where a name is not in the table, or a unit other than the metre is named.
    static func authority(datum: String, projection: String, units: String?) -> String? {
        guard let datum = datums[datum.uppercased()] else { return nil }
        let projection = projection.uppercased()
        if projection == "GEODETIC" { return "EPSG:\(datum.geographic)" }
        guard ["METERS", "METRES", "METER", "METRE", ""].contains((units ?? "").uppercased()) else { return nil }
        for (prefix, base, zones) in datum.grids where projection.hasPrefix(prefix) {
            guard let zone = Int(projection.dropFirst(prefix.count)), zones.contains(zone) else { continue }
            return "EPSG:\(base + zone)"
        }
        return nil
    }
}
