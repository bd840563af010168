import KernelTypes
import Survey

extension SpectralPart {
    /// The derivatives towards east, north and down.
    static let gradient = [
        SpectralPart(DerivativeResponse(axis: .east, order: 1), keeping: .eastSlope),
        SpectralPart(DerivativeResponse(axis: .north, order: 1), keeping: .northSlope),
        SpectralPart(DerivativeResponse(axis: .down, order: 1)),
    ]
}

/// What is made of the gradient.
enum Gradient {
    /// One row of a function of the derivatives; the third is 0 where it was not made.
    static func combine(
        _ fields: [Cells], row: Int, columns: Int, into output: Cells,
        _ function: (_ east: Double, _ north: Double, _ down: Double) -> Double
    ) {
        let start = row * columns
        let parts = fields.map { $0.part(start..<(start + columns)) }
        parts[0].withSpan { x in
            parts[1].withSpan { y in
                parts[parts.count - 1].withSpan { z in
                    output.withMutableSpan { output in
                        for column in output.indices {
                            let down = parts.count > 2 ? Double(z[column]) : 0
                            output[column] = Float(function(Double(x[column]), Double(y[column]), down))
                        }
                    }
                }
            }
        }
    }
}

extension String {
    /// The unit of a derivative.
    func perMetre(order: Double) -> String {
        if isEmpty { return "" }
        if order == 1 { return "\(self)/m" }
        return order == 2 ? "\(self)/m²" : "\(self)/m^\(order)"
    }
}
