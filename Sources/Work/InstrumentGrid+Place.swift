import Instruments
import KernelTypes

extension InstrumentGrid {
    /// GDAL's six numbers: where the outer corner of the north-western cell lies, and what a column and a row add.
    package var geotransform: [Double] {
        guard rotation != 0 else { return [west, cellWidth, 0, north, 0, -cellHeight] }
        let angle = rotation * .pi / 180
        let (sine, cosine) = (Elementary.sin(angle), Elementary.cos(angle))
        // From the pivot, the centre of the south-western cell, half a cell back and up along the turned axes.
        let (back, up) = (-cellWidth / 2, (Double(rows) - 0.5) * cellHeight)
        return [
            west + cellWidth / 2 + back * cosine - up * sine, cellWidth * cosine, cellHeight * sine,
            south + cellHeight / 2 + back * sine + up * cosine, cellWidth * sine, -cellHeight * cosine,
        ]
    }
}
