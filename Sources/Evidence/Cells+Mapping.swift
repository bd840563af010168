import KernelTypes

extension Cells {
    /// Writes what `body` makes of each cell that has a value. A missing cell stays so, and what is not finite becomes so.
    @inline(__always) func map(into output: Cells, _ body: (Float) -> Float) {
        withSpan { input in
            output.withMutableSpan { output in
                for index in input.indices {
                    let x = input[index]
                    let result = x.isNaN ? .nan : body(x)
                    output[index] = result.isFinite ? result : .nan
                }
            }
        }
    }
}
