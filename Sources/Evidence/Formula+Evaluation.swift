import KernelTypes

extension Formula {
    /// Numbers on their way through the steps, a row of each.
    struct Stack {
        fileprivate var rows: [[Double]]

        init(for formula: Formula, columns: Int) {
            rows = Array(repeating: Array(repeating: 0, count: columns), count: formula.depth)
        }
    }

    /// Computes one row in Double from the layers' rows, in the order of `names`. What is not finite is no data.
    func evaluate(_ layers: [Cells], _ stack: inout Stack, into output: Cells) {
        var top = -1
        for step in steps {
            switch step {
            case .number(let number):
                top += 1
                stack.rows[top].withRow { row in
                    for index in row.indices { row[index] = number }
                }
            case .layer(let place):
                top += 1
                layers[place].withSpan { cells in
                    stack.rows[top].withRow { row in
                        for index in row.indices { row[index] = Double(cells[index]) }
                    }
                }
            case .apply(let function):
                top -= function.operands - 1
                apply(function, at: top, &stack)
            }
        }
        let result = stack.rows[0]
        output.withMutableSpan { output in
            for index in output.indices {
                let cell = Float(result[index])
                output[index] = cell.isFinite ? cell : .nan
            }
        }
    }

    private func apply(_ function: Function, at top: Int, _ stack: inout Stack) {
        switch function {
        case .negate: change(&stack, top) { -$0 }
        case .abs: change(&stack, top) { Swift.abs($0) }
        case .log: change(&stack, top) { $0 > 0 ? Elementary.log($0) : .nan }
        case .log2: change(&stack, top) { $0 > 0 ? Elementary.log2($0) : .nan }
        case .log10: change(&stack, top) { $0 > 0 ? Elementary.log10($0) : .nan }
        case .exp: change(&stack, top) { Elementary.exp($0) }
        case .sqrt: change(&stack, top) { $0.squareRoot() }
        case .add: join(&stack, top) { $0 + $1 }
        case .subtract: join(&stack, top) { $0 - $1 }
        case .multiply: join(&stack, top) { $0 * $1 }
        case .divide: join(&stack, top) { $1 == 0 ? .nan : $0 / $1 }
        case .power:
            join(&stack, top) { x, y in
                // 1 to the power of what is not known, and what is not known to the power of 0, are not known here.
                x.isNaN || y.isNaN ? .nan : y == 2 ? x * x : Elementary.pow(x, y)
            }
        case .less: compare(&stack, top) { $0 < $1 }
        case .lessOrEqual: compare(&stack, top) { $0 <= $1 }
        case .greater: compare(&stack, top) { $0 > $1 }
        case .greaterOrEqual: compare(&stack, top) { $0 >= $1 }
        case .equal: compare(&stack, top) { $0 == $1 }
        case .unequal: compare(&stack, top) { $0 != $1 }
        case .min: join(&stack, top) { $0.isNaN || $1.isNaN ? .nan : Swift.min($0, $1) }
        case .max: join(&stack, top) { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1) }
        case .where: choose(&stack, top)
        }
    }

    private func change(_ stack: inout Stack, _ top: Int, _ body: (Double) -> Double) {
        stack.rows[top].withRow { row in
            for index in row.indices { row[index] = body(row[index]) }
        }
    }

    private func join(_ stack: inout Stack, _ top: Int, _ body: (Double, Double) -> Double) {
        let other = stack.rows[top + 1]
        stack.rows[top].withRow { row in
            for index in row.indices { row[index] = body(row[index], other[index]) }
        }
    }

    private func compare(_ stack: inout Stack, _ top: Int, _ body: (Double, Double) -> Bool) {
        join(&stack, top) { $0.isNaN || $1.isNaN ? .nan : body($0, $1) ? 1 : 0 }
    }

    private func choose(_ stack: inout Stack, _ top: Int) {
        let (yes, no) = (stack.rows[top + 1], stack.rows[top + 2])
        stack.rows[top].withRow { row in
            for index in row.indices {
                let condition = row[index]
                row[index] = condition.isNaN ? .nan : condition != 0 ? yes[index] : no[index]
            }
        }
    }
}

extension [Double] {
    /// The row as a span that is written to.
    @inline(__always) fileprivate mutating func withRow(_ body: (inout MutableSpan<Double>) -> Void) {
        var span = mutableSpan
        body(&span)
    }
}
