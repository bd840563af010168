import KernelTypes
import Operations
import Survey
import Synchronization

/// A quantile of a raster's values, exact: linear between order statistics (Hyndman and Fan 1996, type 7).
func exactQuantile(_ fraction: Double, of raster: any RasterSource, at bench: any Workbench) throws -> Double {
    try exactQuantiles([fraction], of: raster, at: bench)[0]
}

/// Several quantiles of a raster's values, exact; NaN where it has none.
func exactQuantiles(_ fractions: [Double], of raster: any RasterSource, at bench: any Workbench) throws -> [Double] {
    var selector = Selector(fractions: fractions)
    let bands = raster.grid.bands(ofAtMost: max(1, min(512, (1 << 20) / raster.grid.columns)))
    while !selector.isDone {
        // Counts are whole numbers: their order does not matter.
        let total = Mutex(selector)
        let empty = selector.emptied
        try bench.inParallel(bands.count) { index in
            var part = empty
            part.add(try raster.strip(bands[index]).cells)
            let counted = part
            total.withLock { $0.merge(counted) }
        }
        selector = total.withLock { $0 }
        selector.endPass()
    }
    return selector.values
}
