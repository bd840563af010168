import KernelTypes
import Kernels
import Operations

/// Figures of a whole layer, learned row by row from north to south.
enum LayerFigures {
    static func moments(from scan: RasterScan) throws -> Moments {
        var moments = Moments()
        try scan(0) { strip in
            for row in Kernels.best.moments(of: strip) { moments.merge(row) }
        }
        return moments
    }

    /// Exact quantiles; NaN where no cell has a value.
    static func quantiles(_ fractions: [Double], from scan: RasterScan) throws -> [Double] {
        var selector = Selector(fractions: fractions)
        while !selector.isDone {
            try scan(0) { selector.add($0.cells) }
            selector.endPass()
        }
        return selector.values
    }
}
