import CXGBoost

/// XGBoost's copy of the cases.
// One thread makes it, uses it and lets it go.
@safe struct CaseMatrix: ~Copyable {
    let handle: DMatrixHandle

    init(_ cases: [Float], featureCount: Int) throws(BoostingError) {
        var made: DMatrixHandle?
        let rows = bst_ulong(cases.count / featureCount)
        let status = unsafe cases.withUnsafeBufferPointer {
            unsafe XGDMatrixCreateFromMat($0.baseAddress, rows, bst_ulong(featureCount), .nan, &made)
        }
        try TreeTrainer.check(status, "take the cases")
        guard let made = unsafe made else {
            throw BoostingError(reason: "XGBoost made no matrix", remedy: "check that there is memory")
        }
        unsafe handle = unsafe made
    }

    func set(_ field: String, _ values: [Float]) throws(BoostingError) {
        let status = unsafe values.withUnsafeBufferPointer {
            unsafe XGDMatrixSetFloatInfo(handle, field, $0.baseAddress, bst_ulong(values.count))
        }
        try TreeTrainer.check(status, "take the \(field)s")
    }

    deinit { _ = unsafe XGDMatrixFree(handle) }
}
