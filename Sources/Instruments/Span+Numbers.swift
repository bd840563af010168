extension Span<UInt8> {
    /// Little-endian numbers at any place.
    func uint16(at place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place + 1]) << 8 }

    func uint32(at place: Int) -> UInt32 { UInt32(uint16(at: place)) | UInt32(uint16(at: place + 2)) << 16 }

    func uint64(at place: Int) -> UInt64 { UInt64(uint32(at: place)) | UInt64(uint32(at: place + 4)) << 32 }

    func int32(at place: Int) -> Int32 { Int32(bitPattern: uint32(at: place)) }

    func double(at place: Int) -> Double { Double(bitPattern: uint64(at: place)) }
}
