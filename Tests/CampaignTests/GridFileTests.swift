import Foundation
import Survey
import Testing

@testable import Campaign

@Suite struct GridFileTests {
    private func problem(_ text: String) -> String? {
        do throws(CampaignError) {
            _ = try GridFile.read(text, file: "g.yaml")
            return nil
        } catch {
            return error.problems[0].description
        }
    }

    @Test func `bounds and origin give the same grid`() throws {
        let byBounds = try GridFile.read("crs: EPSG:32641\nbounds: [0, 0, 300, 200]\ncell: 100 m", file: "g")
        let byOrigin = try GridFile.read(
            "crs: EPSG:32641\norigin: [0, 200]\ncolumns: 3\nrows: 2\ncell: 0.1 km", file: "g")
        #expect(byBounds == byOrigin)
        #expect(
            byBounds
                == AnalysisGrid(
                    crs: "EPSG:32641", west: 0, north: 200, cellWidth: 100, cellHeight: 100, columns: 3, rows: 2))
    }

    @Test func `a cell may be wider than high and in degrees`() throws {
        let grid = try GridFile.read("crs: EPSG:4326\nbounds: [60, 28, 62, 29]\ncell: [0.002 degree, 0.001]", file: "g")
        #expect(grid.columns == 1000)
        #expect(grid.rows == 1000)
    }

    @Test(arguments: [
        (
            "crs: 32641\nbounds: [0, 0, 300, 200]\ncell: 100",
            "g.yaml:1:6: crs is '32641', no coordinate system; write an authority and a code, such as EPSG:32641"
        ),
        (
            "crs: EPSG:1\nbounds: [0, 0, 350, 200]\ncell: 100",
            "g.yaml:2:9: bounds are 3.5 cells wide, not a whole number; "
                + "write bounds that are a multiple of the cell apart, such as 400.0"
        ),
        (
            "crs: EPSG:1\nbounds: [300, 0, 0, 200]\ncell: 100",
            "g.yaml:2:9: bounds are empty: west is not below east, or south not below north; "
                + "write [WEST, SOUTH, EAST, NORTH]"
        ),
        (
            "crs: EPSG:1\nbounds: [0, 0, 300]\ncell: 100",
            "g.yaml:2:9: bounds is a list, not the bounds as [WEST, SOUTH, EAST, NORTH]; "
                + "write the bounds as [WEST, SOUTH, EAST, NORTH]"
        ),
        (
            "crs: EPSG:1\nbounds: [0, 0, 300, 200]\ncell: 0",
            "g.yaml:3:7: cell is not above 0; write a size such as 100 m"
        ),
        (
            "crs: EPSG:1\nbounds: [0, 0, 300, 200]\ncell: 1 km2",
            "g.yaml:3:7: cell is '1 km2', not a number with its unit, such as 100 m or 0.001 degree; "
                + "write a number with its unit, such as 100 m or 0.001 degree"
        ),
        (
            "crs: EPSG:1\ncell: 1",
            "g.yaml:1:1: the grid's place is missing; "
                + "write bounds: [WEST, SOUTH, EAST, NORTH], or origin: [WEST, NORTH] with columns and rows"
        ),
        (
            "crs: EPSG:1\norigin: [0, 0]\ncolumns: 100000\nrows: 100000\ncell: 1",
            "g.yaml:1:1: the grid has 100000 × 100000 cells, more than 2³¹; write a larger cell or a smaller area"
        ),
        (
            "crs: EPSG:1\nbounds: [0, 0, 1e300, 1]\ncell: 1",
            "g.yaml:2:9: bounds are more than 2³¹ cells wide; write a larger cell"
        ),
        (
            "crs: EPSG:1\norigin: [0, 0]\nrows: 2\ncell: 1",
            "g.yaml:1:1: the key 'columns' is missing; write the number of cells from west to east"
        ),
        (
            "crs: EPSG:1\nbounds: [0, 0, 3, 2]\nrows: 2\ncell: 1",
            "g.yaml:3:1: 'rows' and 'bounds' both say how large the grid is; "
                + "remove one; with columns and rows write origin: [WEST, NORTH]"
        ),
        (
            "crs: EPSG:1\nbounds: [0, 0, 3, 2]\norigin: [0, 0]\ncell: 1",
            "g.yaml:3:9: 'origin' and 'bounds' both say where the grid lies; remove one"
        ),
    ])
    func `a grid that is none says why`(_ text: String, _ wanted: String) {
        #expect(problem(text) == wanted)
    }

    @Test func `a grid is looked for beside the campaign and then among the installed`() {
        #expect(
            GridFile.candidates(for: "Grids/a.yaml", campaignDirectory: "/c", installedGrids: "/usr/share/gossan/Grids")
                == ["/c/Grids/a.yaml", "/usr/share/gossan/Grids/a.yaml"])
        #expect(
            GridFile.candidates(for: "a.yaml", campaignDirectory: "/c", installedGrids: "/g") == [
                "/c/a.yaml", "/g/a.yaml",
            ])
        #expect(GridFile.candidates(for: "/x/a.yaml", campaignDirectory: "/c", installedGrids: "/g") == ["/x/a.yaml"])
    }

    @Test func `the grid of the sample campaign is 60 km by 45 km in cells of 100 m`() throws {
        var root = URL(fileURLWithPath: #filePath)
        while root.pathComponents.count > 1,
            !FileManager.default.fileExists(atPath: root.appending(path: "Package.swift").path)
        {
            root.deleteLastPathComponent()
        }
        let file = root.appending(path: "Grids/chagai-utm41n-100m.yaml")
        let grid = try GridFile.read(String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
        #expect(
            grid
                == AnalysisGrid(
                    crs: "EPSG:32641", west: 380_000, north: 3_245_000, cellWidth: 100, cellHeight: 100, columns: 600,
                    rows: 450))
    }
}
