import Foundation
import Survey
import Testing

@testable import Portrayal

@Suite struct QGISProjectTests {
    @Test func `QGIS itself, where it is installed, opens the project with its CRS and its layers in order`() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 300_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 10, rows: 10)
        let text = QGISProject.text(
            title: "Chagai & <co>",
            layers: [
                QGISLayer("Targets", source: "targets.gpkg|layername=targets", style: .outlines(.ink, label: "rank")),
                QGISLayer("Score", source: "score.tif", style: .raster(ColourScale(.indigoToYellow, from: 0, to: 1))),
            ], grid: grid)
        let file = NSTemporaryDirectory() + "gossan-\(UInt64.random(in: 0...UInt64.max)).qgs"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        defer { do { try FileManager.default.removeItem(atPath: file) } catch { print("left behind: \(file)") } }
        let script = """
            import os, sys
            try:
                from qgis.core import QgsApplication, QgsProject
            except ImportError:
                print("absent")
                sys.exit()
            app = QgsApplication([], False)
            app.initQgis()
            project = QgsProject.instance()
            opened = project.read(sys.argv[1])
            names = [layer.name() for layer in project.layerTreeRoot().findLayers()]
            print(opened, project.title(), project.crs().authid(), names, flush=True)
            os._exit(0)
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script, file]
        process.environment = [
            "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin", "XDG_RUNTIME_DIR": NSTemporaryDirectory(),
        ]
        let (output, rest) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = rest
        try process.run()
        let found = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if found.hasPrefix("absent") {
            print("skipped: python3-qgis is not installed")
            return
        }
        #expect(found == "True Chagai & <co> EPSG:32641 ['Targets', 'Score']\n")
    }
}
