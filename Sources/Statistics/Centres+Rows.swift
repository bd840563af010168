import KernelTypes

extension Centres {
    /// The nearest centres of a row's cells, block by block.
    func visit(
        _ row: LayerRow, _ standard: StandardLayers,
        _ body: (
            _ start: Int, _ planes: UnsafePointer<Float>, _ count: Int, _ numbers: UnsafePointer<Int32>,
            _ squares: UnsafePointer<Float>
        ) -> Void
    ) {
        let block = Self.block
        let planes = Cells(count: block * row.layers)
        let squares = Cells(count: block)
        for index in 0..<planes.count { planes.base[index] = 0 }
        var numbers = [Int32](repeating: 0, count: block)
        numbers.withUnsafeMutableBufferPointer { numbers in
            guard let base = numbers.baseAddress else { return }
            for start in stride(from: 0, to: row.count, by: block) {
                let count = min(block, row.count - start)
                standard.write(row, from: start, count: count, stride: block, into: planes.base)
                nearest(to: planes.base, count: count, numbers: base, squares: squares.base)
                body(start, planes.base, count, base, squares.base)
            }
        }
    }
}
