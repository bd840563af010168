import CXGBoost

/// XGBoost's model while it grows.
@safe struct Booster: ~Copyable {
    private let handle: BoosterHandle

    init(_ matrix: borrowing CaseMatrix) throws(BoostingError) {
        var made: BoosterHandle?
        var matrices: [DMatrixHandle?] = unsafe [matrix.handle]
        let status = unsafe XGBoosterCreate(&matrices, 1, &made)
        try TreeTrainer.check(status, "start")
        guard let made = unsafe made else {
            throw BoostingError(reason: "XGBoost made no model", remedy: "check that there is memory")
        }
        unsafe handle = unsafe made
    }

    func set(_ name: String, _ value: String) throws(BoostingError) {
        try TreeTrainer.check(unsafe XGBoosterSetParam(handle, name, value), "set \(name) to \(value)")
    }

    func update(_ round: Int, _ matrix: borrowing CaseMatrix) throws(BoostingError) {
        try TreeTrainer.check(
            unsafe XGBoosterUpdateOneIter(handle, Int32(round), matrix.handle), "grow trees in round \(round + 1)")
    }

    /// The model as XGBoost's JSON.
    func document() throws(BoostingError) -> [UInt8] {
        var count: bst_ulong = 0
        var bytes: UnsafePointer<CChar>?
        let status = unsafe XGBoosterSaveModelToBuffer(handle, "{\"format\": \"json\"}", &count, &bytes)
        try TreeTrainer.check(status, "save the trees")
        let buffer = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
        return unsafe buffer.map { UInt8(bitPattern: $0) }
    }

    deinit { _ = unsafe XGBoosterFree(handle) }
}
