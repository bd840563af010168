package import KernelTypes

extension Kernels {
    /// A measure of the surface (see `TerrainMeasure`); slope and aspect are within 1e-4 degrees of the formula. The
    /// input holds the output's rows and one more on each side as far as the raster reaches.
    ///
    /// NaN where any cell of the 3 x 3 is NaN, infinite or outside the raster: so all along its edge.
    package func terrain(of input: Strip, _ setting: TerrainSetting, into output: Strip) {
        expect(input, toReach: 1, around: output)
        for row in output.rows {
            let target = output.row(row)
            guard row > 0, row < output.rasterRows - 1, output.columns > 2 else {
                for column in 0..<output.columns { target[column] = .nan }
                continue
            }
            let (north, here, south) = (input.row(row - 1), input.row(row), input.row(row + 1))
            unsafe table.terrain(north.base, here.base, south.base, output.columns, setting, target.base)
        }
    }

    /// Slope and hillshade as `terrain` gives them, with the same bits, from one reading of the heights; the setting's
    /// measure does not count.
    package func relief(of input: Strip, _ setting: TerrainSetting, slope: Strip, hillshade: Strip) {
        expect(input, toReach: 1, around: slope)
        expect(input, toReach: 1, around: hillshade)
        precondition(slope.rows == hillshade.rows, "both of the same rows")
        for row in slope.rows {
            let (steep, shade) = (slope.row(row), hillshade.row(row))
            guard row > 0, row < slope.rasterRows - 1, slope.columns > 2 else {
                for column in 0..<slope.columns {
                    steep[column] = .nan
                    shade[column] = .nan
                }
                continue
            }
            let (north, here, south) = (input.row(row - 1), input.row(row), input.row(row + 1))
            unsafe table.relief(
                north.base, here.base, south.base, slope.columns, setting, steep.base, shade.base)
        }
    }

    /// The moments of each row, which do not depend on how the raster was cut; merged in the order of rows, neither do
    /// the raster's. Means and squares are sums in Double in a fixed order; NaN is skipped, an infinity is not.
    package func moments(of strip: Strip) -> [Moments] {
        strip.rows.map { row in
            let cells = strip.row(row)
            return unsafe table.moments(cells.base, cells.count)
        }
    }

    /// Ends a caller that gave a neighbourhood kernel too little to see, or the memory that it reads to write to.
    func expect(_ input: Strip, toReach halo: Int, around output: Strip) {
        precondition(
            input.columns == output.columns && input.rasterRows == output.rasterRows, "strips of one raster")
        precondition(
            input.rows.lowerBound <= max(0, output.rows.lowerBound - halo)
                && input.rows.upperBound >= min(input.rasterRows, output.rows.upperBound + halo),
            "the input holds \(halo) rows around the output's, as far as the raster reaches")
        precondition(input.cells !== output.cells, "neighbours are read after a cell is written")
    }
}
