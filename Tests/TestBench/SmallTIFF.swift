/// Writes small uncompressed GeoTIFFs byte by byte, so that what is read was not written by the library under test.
package struct SmallTIFF {
    package enum Samples {
        case bytes([UInt8])
        case int16([Int16])
        case int32([Int32])
        case floats([Float])
        case doubles([Double])
    }

    package var columns: Int
    package var rows: Int
    package var samples: Samples
    /// The text of GDAL's nodata tag.
    package var nodata: String?
    /// EPSG code of a projected or geographic CRS.
    package var epsg: UInt16? = 32641
    package var isGeographic = false
    package var west = 500_000.0
    package var north = 3_200_000.0
    package var cellWidth = 100.0
    package var cellHeight = 100.0
    /// Whether the place of the cells is written.
    package var isPlaced = true
    /// GDAL's six numbers instead of the place and size above: rows that run north, or a rotation.
    package var geotransform: [Double]?

    package init(
        columns: Int, rows: Int, samples: Samples, nodata: String? = nil, epsg: UInt16? = 32641,
        isGeographic: Bool = false, west: Double = 500_000, north: Double = 3_200_000, cellWidth: Double = 100,
        cellHeight: Double = 100, isPlaced: Bool = true
    ) {
        self.columns = columns
        self.rows = rows
        self.samples = samples
        self.nodata = nodata
        self.epsg = epsg
        self.isGeographic = isGeographic
        self.west = west
        self.north = north
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
        self.isPlaced = isPlaced
    }

    private var data: (bytes: [UInt8], bits: UInt16, format: UInt16) {
        switch samples {
        case .bytes(let values): (values, 8, 1)
        case .int16(let values): (values.flatMap { bytes(UInt64(UInt16(bitPattern: $0)), 2) }, 16, 2)
        case .int32(let values): (values.flatMap { bytes(UInt64(UInt32(bitPattern: $0)), 4) }, 32, 2)
        case .floats(let values): (values.flatMap { bytes(UInt64($0.bitPattern), 4) }, 32, 3)
        case .doubles(let values): (values.flatMap { bytes($0.bitPattern, 8) }, 64, 3)
        }
    }

    private func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    /// The file: header, one directory, what it points to, one strip a row.
    package var encoded: [UInt8] {
        let (cells, bits, format) = data
        let rowBytes = cells.count / rows
        var entries: [(tag: UInt16, type: UInt16, count: Int, value: [UInt8])] = []
        func short(_ tag: UInt16, _ value: UInt16) { entries.append((tag, 3, 1, bytes(UInt64(value), 2))) }
        func doubles(_ tag: UInt16, _ values: [Double]) {
            entries.append((tag, 12, values.count, values.flatMap { bytes($0.bitPattern, 8) }))
        }
        entries.append((256, 4, 1, bytes(UInt64(columns), 4)))
        entries.append((257, 4, 1, bytes(UInt64(rows), 4)))
        short(258, bits)
        short(259, 1)
        short(262, 1)
        entries.append((273, 4, rows, [UInt8](repeating: 0, count: rows * 4)))
        short(277, 1)
        short(278, 1)
        entries.append((279, 4, rows, (0..<rows).flatMap { _ in bytes(UInt64(rowBytes), 4) }))
        short(339, format)
        if let g = geotransform {
            doubles(34264, [g[1], g[2], 0, g[0], g[4], g[5], 0, g[3], 0, 0, 0, 0, 0, 0, 0, 1])
        } else if isPlaced {
            doubles(33550, [cellWidth, cellHeight, 0])
            doubles(33922, [0, 0, 0, west, north, 0])
        }
        if let epsg {
            let keys: [UInt16] = [
                1, 1, 0, 3, 1024, 0, 1, isGeographic ? 2 : 1, 1025, 0, 1, 1, isGeographic ? 2048 : 3072, 0, 1, epsg,
            ]
            entries.append((34735, 3, keys.count, keys.flatMap { bytes(UInt64($0), 2) }))
        }
        if let nodata {
            let text = Array(nodata.utf8) + [0]
            entries.append((42113, 2, text.count, text))
        }

        let extraStart = 8 + 2 + entries.count * 12 + 4
        let extraLength = entries.filter { $0.value.count > 4 }.reduce(0) { $0 + $1.value.count }
        let first = extraStart + extraLength
        if let index = entries.firstIndex(where: { $0.tag == 273 }) {
            entries[index].value = (0..<rows).flatMap { bytes(UInt64(first + $0 * rowBytes), 4) }
        }
        var directory = bytes(UInt64(entries.count), 2)
        var extra: [UInt8] = []
        for entry in entries {
            directory += bytes(UInt64(entry.tag), 2) + bytes(UInt64(entry.type), 2) + bytes(UInt64(entry.count), 4)
            if entry.value.count <= 4 {
                directory += entry.value + [UInt8](repeating: 0, count: 4 - entry.value.count)
            } else {
                directory += bytes(UInt64(extraStart + extra.count), 4)
                extra += entry.value
            }
        }
        return [0x49, 0x49, 42, 0] + bytes(8, 4) + directory + bytes(0, 4) + extra + cells
    }
}
