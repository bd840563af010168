import KernelTypes
import Operations
import Survey

extension RankScale {
    /// Learns the ranks of a raster in three passes.
    init(of raster: any RasterSource) throws {
        var selector = Selector(fractions: Self.fractions)
        let bands = raster.grid.bands(ofAtMost: max(1, (1 << 18) / raster.grid.columns))
        while !selector.isDone {
            for band in bands { selector.add(try raster.strip(band).cells) }
            selector.endPass()
        }
        self.init(quantiles: selector.values)
    }
}
