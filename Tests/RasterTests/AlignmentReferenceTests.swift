import KernelTypes
import Projection
import Survey
import TestBench
import Testing

@testable import Raster

/// Warped layers against GDAL's program: `gdalwarp -et 0 -r R -t_srs T -te ... -ts 6 5` of GDAL 3.6.2 over sources that
/// rasterio 1.4 wrote with the same cells, ((i × 7919) mod 1013) / 4. Of the turned source, gdalwarp widens the kernels by the
/// ratio of the upright boxes, although no cell is larger than its own: the numbers are NumPy's, by the formulas
/// themselves (bilinear; Keys 1981 with a = -0.5).
@Suite struct AlignmentReferenceTests {
    enum Source: Sendable {
        /// Degrees, EPSG:4326, whose authority puts latitude first.
        case deg
        /// Metres, first row in the South.
        case south
        /// Metres, turned by 25 degrees.
        case rot
        /// Metres, brought to a grid in degrees.
        case utm

        var geotransform: [Double] {
            switch self {
            case .deg: [62.8, 0.01, 0, 29.15, 0, -0.01]
            case .south: [499_000, 130, 0, 3_196_500, 0, 120]
            case .rot:
                [
                    498_000, 110 * 0.90630778703665, 90 * 0.42261826174069944, 3_200_000, 110 * 0.42261826174069944,
                    -90 * 0.90630778703665,
                ]
            case .utm: [490_000, 500, 0, 3_205_000, 0, -500]
            }
        }

        var crs: UInt16 { self == .deg ? 4326 : 32641 }

        var grid: AnalysisGrid {
            let degrees = self == .utm
            let corner: (west: Double, north: Double, cell: Double) =
                switch self {
                case .deg: (490_000, 3_199_500, 100)
                case .south: (499_520, 3_197_450, 100)
                case .rot: (499_900, 3_199_400, 80)
                case .utm: (62.92, 28.875, 0.003)
                }
            return AnalysisGrid(
                crs: degrees ? "EPSG:4326" : "EPSG:32641", west: corner.west, north: corner.north,
                cellWidth: corner.cell, cellHeight: corner.cell, columns: 6, rows: 5)
        }
    }

    struct Reference: Sendable {
        var source: Source
        var resampling: Resampling
        var values: [Float]
    }

    private func align(_ source: Source, _ resampling: Resampling, _ folder: Folder) throws -> [Float] {
        var tiff = SmallTIFF(columns: 40, rows: 30, samples: .floats((0..<1200).map { Float(($0 * 7919) % 1013) / 4 }))
        tiff.epsg = source.crs
        tiff.isGeographic = source.crs == 4326
        tiff.geotransform = source.geotransform
        let path = folder.file("out.f32")
        let writer = try LayerWriter(creating: path, grid: source.grid)
        _ = try Alignment.align(
            sources: [AlignmentSource(path: try folder.write(tiff, "a.tif"))], to: source.grid, resampling: resampling,
            into: writer, scratch: folder.path, route: bestRoute)
        try writer.finish()
        return try LayerFile(reading: path).whole().cells.values
    }

    @Test(arguments: references)
    func `a warped layer is what gdalwarp makes of it`(reference: Reference) throws {
        let folder = try Folder()
        let values = try align(reference.source, reference.resampling, folder)
        // Its numbers have four decimals, and those of nearest are the source's own.
        let tolerance: Float = reference.resampling == .nearest ? 0 : 1e-3
        for (value, expected) in zip(values, reference.values) { #expect(abs(value - expected) <= tolerance) }
        #expect(values.count == reference.values.count)
    }

    private static let references = [
        Reference(
            source: .deg, resampling: .nearest,
            values: [
                163.5, 163.5, 163.5, 117.25, 117.25, 117.25, 163.5, 163.5, 163.5, 117.25, 117.25, 117.25, 163.5,
                163.5, 163.5, 117.25, 117.25, 117.25, 163.5, 163.5, 163.5, 117.25, 117.25, 117.25, 86.25, 86.25,
                86.25, 40, 40, 40,
            ]),
        Reference(
            source: .deg, resampling: .bilinear,
            values: [
                133.9188, 129.1798, 124.4408, 119.7017, 114.9626, 110.2234, 126.9420, 122.2031, 117.4641,
                112.7251, 107.9860, 103.2468, 119.9653, 115.2264, 110.4875, 105.7485, 101.0094, 96.2703,
                112.9886, 108.2498, 103.5109, 98.7719, 94.0329, 89.2938, 106.0119, 101.2731, 96.5342, 91.7953,
                87.0563, 82.3173,
            ]),
        Reference(
            source: .deg, resampling: .cubic,
            values: [
                130.2740, 124.2681, 118.4633, 112.9791, 107.9347, 103.4491, 121.4132, 114.5069, 107.85, 101.6689,
                96.1898, 91.6380, 112.5820, 104.7009, 97.1019, 90.1360, 84.1533, 79.5039, 103.9291, 95.0951,
                86.5656, 78.8224, 72.3471, 67.6205, 95.6038, 85.9350, 76.5878, 68.1709, 61.2930, 56.5619,
            ]),
        Reference(
            source: .south, resampling: .nearest,
            values: [
                34, 241, 241, 194.75, 148.5, 102.25, 111.25, 65, 65, 18.75, 225.75, 179.5, 188.5, 142.25, 142.25,
                96, 49.75, 3.5, 188.5, 142.25, 142.25, 96, 49.75, 3.5, 12.5, 219.5, 219.5, 173.25, 127, 80.75,
            ]),
        Reference(
            source: .south, resampling: .bilinear,
            values: [
                39.3365, 169.3462, 221.4327, 185.8558, 150.2788, 114.7019, 103.7115, 95.7324, 74.7660, 79.7740,
                206.5369, 179.0769, 168.0865, 132.5096, 96.9327, 77.5897, 106.9487, 74.6186, 105.8365, 153.0529,
                161.3077, 125.7308, 90.1538, 54.5769, 43.5865, 118.4006, 176.9808, 190.1058, 154.5288, 118.9519,
            ]),
        Reference(
            source: .south, resampling: .cubic,
            values: [
                27.9031, 178.1644, 239.2636, 185.8558, 150.2788, 114.7019, 99.4087, 88.1004, 53.1354, 61.7756,
                224.2304, 201.2850, 189.2761, 131.8906, 81.2132, 64.1756, 99.01, 53.3148, 100.2441, 169.5335,
                181.5836, 122.4505, 74.6531, 28.0889, 15.7689, 118.6523, 198.6440, 204.9207, 164.1353, 122.3999,
            ]),
        Reference(
            source: .rot, resampling: .nearest,
            values: [
                12.75, 219.75, 142.5, 96.25, 226, 226, 188.75, 188.75, 65.25, 19, 19, 148.75, 157.75, 111.5,
                65.25, 241.25, 195, 71.5, 157.75, 34.25, 34.25, 164, 117.75, 117.75, 80.5, 3.25, 210.25, 164,
                86.75, 40.5,
            ]),
        Reference(
            source: .rot, resampling: .bilinear,
            values: [
                27.2135, 155.5561, 141.6097, 82.2201, 115.9759, 199.3602, 177.2054, 153.0966, 93.5919, 34.0872,
                123.6441, 168.3278, 164.5834, 105.8094, 122.5535, 186.8517, 179.8147, 120.31, 116.5656, 57.061,
                136.8973, 191.3016, 131.7969, 107.6062, 68.5479, 84.222, 202.7885, 143.2838, 83.7791, 83.1556,
            ]),
        Reference(
            source: .rot, resampling: .cubic,
            values: [
                18.7699, 174.2164, 147.9119, 78.7343, 118.319, 224.3849, 193.1601, 162.5945, 74.5802, 13.8118, 118.7994,
                175.1208, 181.4385, 105.1176, 120.1334, 213.6545, 194.0927, 111.1083, 114.2569, 29.1927, 136.171,
                207.2817, 132.198, 95.188, 57.1431, 70.8072, 217.2312, 150.8548, 64.3818, 67.0601,
            ]),
        Reference(
            source: .utm, resampling: .nearest,
            values: [
                141.5, 95.25, 95.25, 49, 2.75, 2.75, 141.5, 95.25, 95.25, 49, 2.75, 2.75, 64.25, 18, 18, 225,
                178.75, 178.75, 240.25, 194, 194, 147.75, 101.5, 101.5, 240.25, 194, 194, 147.75, 101.5, 101.5,
            ]),
        Reference(
            source: .utm, resampling: .bilinear,
            values: [
                167.2086, 140.1180, 113.0285, 85.9401, 58.8528, 47.9675, 115.8781, 88.7867, 81.6454, 87.1147,
                63.1931, 58.8639, 64.5476, 37.4554, 90.7322, 194.7073, 180.2038, 156.5340, 151.9675, 124.9707,
                138.9664, 178.7710, 158.1020, 131.0136, 215.1366, 188.0428, 160.9502, 133.8587, 106.7684,
                85.8547,
            ]),
        Reference(
            source: .utm, resampling: .cubic,
            values: [
                187.1435, 146.1915, 106.3199, 69.1225, 29.8234, 25.9450, 109.1184, 80.3792, 72.6728, 76.4769,
                38.8961, 41.2673, 48.6517, 9.0780, 78.9942, 209.2160, 203.1661, 164.6954, 163.0218, 122.6474,
                141.9199, 195.2394, 181.6419, 142.7762, 246.2747, 210.7304, 170.7478, 130.0121, 97.8898, 78.5999,
            ]),
    ]
}

/// The way that PROJ finds best, as `align` takes it.
func bestRoute(_ crs: String, _ grid: AnalysisGrid) throws(RasterError) -> CoordinateRoute {
    do throws(ProjectionError) {
        return try Transformation.route(from: crs, to: grid.crs, over: grid.bounds)
    } catch {
        throw RasterError(.noRoute, operation: error.operation, messages: [error.reason], remedy: error.remedy)
    }
}
