import KernelTypes
import Prospectivity

/// Rasters in memory, visited in strips of some height.
struct Bands {
    var rasters: [Strip]
    var height: Int

    init(of rasters: [Strip], height: Int) {
        self.rasters = rasters
        self.height = height
    }

    var scan: EvidenceScan {
        { visit in
            for band in bands { visit(rasters.map { $0.part(band) }) }
        }
    }

    var bands: [Range<Int>] {
        let rows = rasters.first?.rasterRows ?? 0
        return stride(from: 0, to: rows, by: height).map { $0..<min($0 + height, rows) }
    }
}
