/// What is told of the surface around a cell, from the 3 x 3 cells.
package enum TerrainMeasure: String, Hashable, Sendable, CaseIterable {
    /// Steepness in degrees.
    case slope
    /// Direction of the steepest descent, in degrees clockwise from grid north, 0 ..< 360; NaN on level ground.
    case aspect
    /// Illumination 0...255: 255 times the cosine of the light's incidence, 0 where the ground is turned away.
    case hillshade
    /// Bending of the contour line through the cell, per unit of the cell's size; 0 on level ground.
    case planCurvature
    /// Bending of the surface along its steepest descent, per unit of the cell's size; 0 on level ground.
    case profileCurvature
    /// The greatest of the nine heights less the least.
    case roughness
    /// The root of the sum of squared differences from the eight neighbours: Riley, DeGloria and Elliot (1999).
    case rileyRuggedness
    /// The mean difference from the eight neighbours, without sign: Wilson et al. (2007).
    case wilsonRuggedness
}

/// What turns differences of heights into a measure; the same for every cell of a row.
package struct TerrainSetting: Hashable, Sendable {
    package var measure: TerrainMeasure
    package var method: SlopeMethod
    /// Heights in one unit of height, over the width and the height of a cell.
    package var perWidth: Double
    package var perHeight: Double
    /// Height units in one unit of the cell's size.
    package var scale: Double
    /// The unit vector to the light, of hillshade: east, north, up.
    package var lightEast = 0.0
    package var lightNorth = 0.0
    package var lightUp = 1.0

    /// The cell's width and height in the unit into which `scale` turns the heights.
    package init(
        _ measure: TerrainMeasure, _ method: SlopeMethod, cellWidth: Double, cellHeight: Double, scale: Double
    ) {
        precondition(cellWidth != 0 && cellHeight != 0, "a cell has a width and a height")
        self.measure = measure
        self.method = method
        self.scale = scale
        perWidth = 1 / cellWidth
        perHeight = 1 / cellHeight
    }
}
