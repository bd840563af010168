import Foundation
import Testing

/// An array as NumPy writes it: version 1, little-endian float64 or float32, C order.
struct NumPyArray {
    let shape: [Int]
    let values: [Double]

    struct Unreadable: Error {
        var reason: String
    }

    init(_ bytes: [UInt8]) throws {
        guard bytes.count > 10, bytes[0] == 0x93, bytes[6] == 1 else { throw Unreadable(reason: "no NumPy array") }
        let length = Int(bytes[8]) + 256 * Int(bytes[9])
        let header = String(decoding: bytes[10..<(10 + length)], as: UTF8.self)
        guard header.contains("'fortran_order': False") else { throw Unreadable(reason: header) }
        guard let open = header.firstIndex(of: "("), let close = header.firstIndex(of: ")") else {
            throw Unreadable(reason: header)
        }
        shape = header[header.index(after: open)..<close].split(separator: ",").compactMap {
            Int($0.trimmingCharacters(in: .whitespaces))
        }
        let body = bytes[(10 + length)...]
        let count = shape.reduce(1, *)
        if header.contains("'<f8'"), body.count == 8 * count {
            values = (0..<count).map { index in
                var bits: UInt64 = 0
                for byte in 0..<8 { bits |= UInt64(body[body.startIndex + 8 * index + byte]) << UInt64(8 * byte) }
                return Double(bitPattern: bits)
            }
        } else if header.contains("'<f4'"), body.count == 4 * count {
            values = (0..<count).map { index in
                var bits: UInt32 = 0
                for byte in 0..<4 { bits |= UInt32(body[body.startIndex + 4 * index + byte]) << UInt32(8 * byte) }
                return Double(Float(bitPattern: bits))
            }
        } else {
            throw Unreadable(reason: header)
        }
    }

    /// The rows of a matrix from the last to the first: the references begin in the south, rasters in the north.
    var northFirst: [Double] {
        let columns = shape[1]
        return (0..<shape[0]).reversed().flatMap { values[($0 * columns)..<(($0 + 1) * columns)] }
    }
}
