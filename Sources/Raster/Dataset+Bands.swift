import CGDAL

extension Dataset {
    /// A nodata value as the file declares it.
    enum DeclaredNodata {
        case none
        case real(Double)
        case signed(Int64)
        case unsigned(UInt64)
    }

    /// What the file says of a band; an error where there is no such band or its cells are complex numbers.
    package func facts(band: Int) throws(RasterError) -> BandFacts {
        let handle = unsafe try bandHandle(band)
        let type = unsafe try cellType(handle, band: band)
        var facts = unsafe BandFacts(
            index: band, type: type.name, declaredNodata: nil, nodata: nil, nodataNote: nil, scale: scale(handle),
            offset: offset(handle), unit: text(GDALGetRasterUnitType(handle)),
            description: text(GDALGetDescription(handle)),
            colourInterpretation: text(
                GDALGetColorInterpretationName(GDALGetRasterColorInterpretation(handle))),
            isMasked: maskHandle(of: handle) != nil)
        switch unsafe declaredNodata(handle, type) {
        case .none: break
        case .signed(let value):
            facts.declaredNodata = String(value)
            facts.nodata = Double(value)
        case .unsigned(let value):
            facts.declaredNodata = String(value)
            facts.nodata = Double(value)
        case .real(let value):
            facts.declaredNodata = BandFacts.plain(value)
            if value.isNaN {
                break
            } else if type.holds(value) {
                facts.nodata = value
            } else {
                facts.nodataNote = "nodata \(BandFacts.plain(value)) does not exist in \(type.name) and was ignored"
            }
        }
        return facts
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String {
        unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }

    func cellType(_ handle: GDALRasterBandH, band: Int) throws(RasterError) -> CellType {
        guard let type = unsafe CellType(handle) else {
            throw RasterError(
                .notSupported, operation: "read band \(band) of \(path)", messages: ["its cells are complex numbers"],
                remedy: "Send one real quantity a band")
        }
        return type
    }

    func declaredNodata(_ handle: GDALRasterBandH, _ type: CellType) -> DeclaredNodata {
        noting(log) { unsafe Self.declaredNodata(handle, type) }
    }

    private static func declaredNodata(_ handle: GDALRasterBandH, _ type: CellType) -> DeclaredNodata {
        var isDeclared: Int32 = 0
        switch type {
        case .int64:
            let value = unsafe GDALGetRasterNoDataValueAsInt64(handle, &isDeclared)
            return isDeclared != 0 ? .signed(value) : .none
        case .uint64:
            let value = unsafe GDALGetRasterNoDataValueAsUInt64(handle, &isDeclared)
            return isDeclared != 0 ? .unsigned(value) : .none
        default:
            let value = unsafe GDALGetRasterNoDataValue(handle, &isDeclared)
            return isDeclared != 0 ? .real(value) : .none
        }
    }

    func scale(_ handle: GDALRasterBandH) -> Double {
        var isDeclared: Int32 = 0
        let scale = unsafe GDALGetRasterScale(handle, &isDeclared)
        return isDeclared != 0 && scale != 0 && scale.isFinite ? scale : 1
    }

    func offset(_ handle: GDALRasterBandH) -> Double {
        var isDeclared: Int32 = 0
        let offset = unsafe GDALGetRasterOffset(handle, &isDeclared)
        return isDeclared != 0 && offset.isFinite ? offset : 0
    }

    /// The band whose zeros hide cells of this one: a mask, or the alpha band.
    func maskHandle(of handle: GDALRasterBandH) -> GDALRasterBandH? {
        unsafe noting(log) { unsafe findMask(of: handle) }
    }

    private func findMask(of handle: GDALRasterBandH) -> GDALRasterBandH? {
        let flags = unsafe GDALGetMaskFlags(handle)
        if flags & GMF_ALL_VALID == 0, flags & GMF_NODATA == 0 || flags & GMF_PER_DATASET != 0 {
            return unsafe GDALGetMaskBand(handle)
        }
        // GDAL looks at the alpha band only where no nodata is declared; both count here.
        for index in 1...max(bandCount, 1) {
            guard let other = unsafe GDALGetRasterBand(self.handle.raw, Int32(index)), unsafe other != handle else {
                continue
            }
            if unsafe GDALGetRasterColorInterpretation(other) == GCI_AlphaBand { return unsafe other }
        }
        return nil
    }
}
