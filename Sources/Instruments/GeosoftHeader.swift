/// The first 512 bytes of a Geosoft grid.
struct GeosoftHeader {
    /// How a cell is stored.
    enum CellType: Hashable {
        case unsignedByte, signedByte, unsignedShort, short, unsignedLong, long, single, double

        var size: Int {
            switch self {
            case .unsignedByte, .signedByte: 1
            case .unsignedShort, .short: 2
            case .unsignedLong, .long, .single: 4
            case .double: 8
            }
        }

        /// The stored number that means "no value"; for floating point all numbers up to -1e31.
        var dummy: Double {
            switch self {
            case .unsignedByte: 255
            case .signedByte: -127
            case .unsignedShort: 65_535
            case .short: -32_767
            case .unsignedLong: 4_294_967_295
            case .long: -2_147_483_647
            case .single, .double: -1e32
            }
        }
    }

    static let size = 512

    let type: CellType
    let isCompressed: Bool
    /// Cells in one stored vector, and vectors.
    let vectorLength: Int
    let vectorCount: Int
    /// Vectors run along the rows from the south-west; else along the columns.
    let runsAlongRows: Bool
    let cellWidth: Double
    let cellHeight: Double
    /// Centre of the first cell.
    let x: Double
    let y: Double
    /// Degrees counter-clockwise.
    let rotation: Double
    /// Value = stored / multiplier + base.
    let base: Double
    let multiplier: Double

    var columns: Int { runsAlongRows ? vectorLength : vectorCount }
    var rows: Int { runsAlongRows ? vectorCount : vectorLength }
    var cellCount: Int { vectorLength * vectorCount }

    var dialect: String {
        let order = runsAlongRows ? "along rows" : "along columns"
        return "\(type)\(isCompressed ? ", compressed" : ""), stored \(order)"
    }

    /// An error where these bytes are no such header.
    init(_ bytes: [UInt8]) throws(InstrumentError) {
        func decline(_ reason: String) -> InstrumentError {
            InstrumentError(.unknownFormat, reason: reason, remedy: "send the file in a format that is read")
        }
        guard bytes.count > Self.size else { throw decline("it is shorter than a header of 512 bytes") }
        let span = bytes.span
        let element = span.int32(at: 0)
        let sign = span.int32(at: 4)
        let length = Int(span.int32(at: 8))
        let count = Int(span.int32(at: 12))
        let order = span.int32(at: 16)
        let size = element & 0x3ff
        guard element == size || element == size | 1_024 else {
            throw decline("its first number is no size of an element")
        }
        let type: CellType? =
            switch (size, sign) {
            case (1, 0): .unsignedByte
            case (1, 1): .signedByte
            case (2, 0): .unsignedShort
            case (2, 1): .short
            case (4, 0): .unsignedLong
            case (4, 1): .long
            case (4, 2): .single
            case (8, 2): .double
            default: nil
            }
        guard let type else { throw decline("its first numbers are no size and sign of an element") }
        guard order == 1 || order == -1 else { throw decline("its order of storage is \(order), neither 1 nor -1") }
        guard length > 0, count > 0, length <= 1 << 26, count <= 1 << 26, length * count <= 1 << 31 else {
            throw decline("it tells a grid of \(length) by \(count) cells")
        }
        let numbers = (0..<7).map { span.double(at: 20 + 8 * $0) }
        guard numbers.allSatisfy(\.isFinite), numbers[0] > 0, numbers[1] > 0, numbers[0] < 1e9, numbers[1] < 1e9,
            abs(numbers[2]) < 1e12, abs(numbers[3]) < 1e12, abs(numbers[4]) <= 360
        else { throw decline("its separations, origin or rotation are no such numbers") }
        guard numbers[6] != 0 else { throw decline("its multiplier is zero") }
        self.type = type
        isCompressed = element >= 1_024
        vectorLength = length
        vectorCount = count
        runsAlongRows = order == 1
        // The first separation is along the vectors.
        (cellWidth, cellHeight) = order == 1 ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
        (x, y, rotation) = (numbers[2], numbers[3], numbers[4])
        (base, multiplier) = (numbers[5], numbers[6])
    }

    /// The cells from the north-west, row by row, and how many hold a value. Single precision where that is how they are
    /// stored, else double.
    func cells(_ bytes: [UInt8], from start: Int) -> (InstrumentGrid.Cells, valid: Int) {
        let span = bytes.span
        var valid = 0
        if type == .single, base == 0, multiplier == 1 {
            var cells = [Float](repeating: .nan, count: cellCount)
            for index in 0..<cellCount {
                let value = Float(bitPattern: span.uint32(at: start + 4 * index))
                guard value > -1e31, value < 1.7e38 else { continue }
                cells[place(index)] = value
                valid += 1
            }
            return (.single(cells), valid)
        }
        var cells = [Double](repeating: .nan, count: cellCount)
        for index in 0..<cellCount {
            let at = start + type.size * index
            let value: Double =
                switch type {
                case .unsignedByte: Double(span[at])
                case .signedByte: Double(Int8(bitPattern: span[at]))
                case .unsignedShort: Double(span.uint16(at: at))
                case .short: Double(Int16(bitPattern: span.uint16(at: at)))
                case .unsignedLong: Double(span.uint32(at: at))
                case .long: Double(span.int32(at: at))
                case .single: Double(Float(bitPattern: span.uint32(at: at)))
                case .double: span.double(at: at)
                }
            let isDummy = type == .single || type == .double ? !(value > -1e31 && value < 1.7e38) : value == type.dummy
            guard !isDummy else { continue }
            cells[place(index)] = value / multiplier + base
            valid += 1
        }
        return (.double(cells), valid)
    }

    /// Where the n-th stored cell lies among the rows from the north.
    private func place(_ index: Int) -> Int {
        let (vector, element) = index.quotientAndRemainder(dividingBy: vectorLength)
        let (column, row) = runsAlongRows ? (element, vector) : (vector, element)
        return (rows - 1 - row) * columns + column
    }
}
