/// A dense matrix of doubles.
package struct Matrix: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    /// Column after column, as LAPACK has them.
    package internal(set) var values: [Double]

    /// Zeros.
    package init(rows: Int, columns: Int) {
        precondition(rows >= 0 && columns >= 0, "a matrix has counts of rows and columns")
        precondition(
            rows <= LinearLibrary.largestCount && columns <= LinearLibrary.largestCount, "LAPACK counts in 32 bits")
        self.rows = rows
        self.columns = columns
        values = Array(repeating: 0, count: rows * columns)
    }

    /// From its rows, all of one length.
    package init(rows lines: [[Double]]) {
        self.init(rows: lines.count, columns: lines.first?.count ?? 0)
        for (row, line) in lines.enumerated() {
            precondition(line.count == columns, "the rows of a matrix have one length")
            for (column, value) in line.enumerated() { self[row, column] = value }
        }
    }

    /// From its values, column after column.
    package init(rows: Int, columns: Int, columnMajor values: [Double]) {
        self.init(rows: rows, columns: columns)
        precondition(values.count == rows * columns, "a matrix has a value for each place")
        self.values = values
    }

    package static func identity(_ size: Int) -> Matrix {
        var matrix = Matrix(rows: size, columns: size)
        for index in 0..<size { matrix[index, index] = 1 }
        return matrix
    }

    package subscript(row: Int, column: Int) -> Double {
        get {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "a place outside the matrix")
            return values[column * rows + row]
        }
        set {
            precondition(row >= 0 && row < rows && column >= 0 && column < columns, "a place outside the matrix")
            values[column * rows + row] = newValue
        }
    }

    /// The values of one column.
    package func column(_ column: Int) -> [Double] { Array(values[(column * rows)..<((column + 1) * rows)]) }

    /// The product with a vector; each element is summed from the first column to the last.
    package func times(_ vector: [Double]) -> [Double] {
        precondition(vector.count == columns, "a factor has a value for each column")
        var product = Array(repeating: 0.0, count: rows)
        for column in 0..<columns {
            for row in 0..<rows { product[row] += self[row, column] * vector[column] }
        }
        return product
    }

    var isFinite: Bool { values.allSatisfy(\.isFinite) }

    /// What LAPACK has as the distance from one column to the next.
    var leading: Int32 { Int32(max(1, rows)) }
}
