import KernelTypes
import Kernels
import Raster
import Survey

extension LayerStatistics {
    /// Of a layer's valid cells, strip by strip; the same for every height of strip. `nil` where no cell has a value.
    init?(of layer: LayerFile) throws {
        let grid = layer.grid
        var whole = Moments()
        for band in grid.bands(ofAtMost: StripWork.height(of: grid, layers: 1, halo: 0)) {
            for row in Kernels.best.moments(of: try layer.strip(band)) { whole.merge(row) }
        }
        guard whole.valid > 0 else { return nil }
        self.init(
            valid: whole.valid, missing: whole.missing, minimum: whole.minimum, maximum: whole.maximum,
            mean: whole.mean, deviation: whole.deviation)
    }
}
