import Foundation
import Testing

/// A NumPy file of 64-bit floats in C order (NEP 1, version 1.0), as the references hold them.
struct NumberArray {
    let values: [Double]

    init(contentsOf url: URL) throws {
        let bytes = try Data(contentsOf: url)
        try #require(bytes.count > 10 && bytes.prefix(6) == Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]))
        let headerLength = Int(bytes[8]) + 256 * Int(bytes[9])
        let header = try #require(String(data: bytes[10..<(10 + headerLength)], encoding: .ascii))
        try #require(header.contains("'descr': '<f8'") && header.contains("'fortran_order': False"))
        let body = Data(bytes.dropFirst(10 + headerLength))
        values = stride(from: 0, to: body.count, by: 8).map { start in
            Double(bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(body[start + $1]) << UInt64(8 * $1) })
        }
    }
}
