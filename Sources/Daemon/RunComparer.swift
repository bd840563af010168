import FoundationEssentials
package import Jobs
package import Operations
import Store
import Survey
package import SystemPackage

/// Compares two published runs, with the worker's help where rasters are to be read.
package struct RunComparer: Sendable {
    private let executor: any JobExecutor
    private let catalog: Catalog
    private let limits: Job.Limits
    private let files = FileSystem.real

    package init(executor: any JobExecutor, catalog: Catalog, limits: Job.Limits) {
        self.executor = executor
        self.catalog = catalog
        self.limits = limits
    }

    /// What changed from one run's directory to another's; the map's difference is written to `out`.
    package func compare(_ before: FilePath, _ after: FilePath, difference out: FilePath) async throws -> RunComparison
    {
        let manifests = (try Manifest.read(of: before), try Manifest.read(of: after))
        var comparison = RunComparison(from: manifests.0, to: manifests.1)
        comparison.targets = TargetChanges(
            from: try OutlinedTarget.all(of: before), to: try OutlinedTarget.all(of: after))
        guard !comparison.isSame else { return comparison }
        guard manifests.0.grid.hasSameCells(as: manifests.1.grid) else {
            comparison.notes.append("the maps are not compared: the runs are on different grids")
            return comparison
        }
        let paths = (before.appending(Self.map), after.appending(Self.map))
        guard try files.statusIfPresent(paths.0) != nil, try files.statusIfPresent(paths.1) != nil else {
            comparison.notes.append("the maps are not compared: a run has no \(Self.map)")
            return comparison
        }
        let places = try Places(of: comparison.targets, before, after)
        let report = try await difference(paths, (before, after), places: places.numbers, to: out)
        comparison.map = MapDifference(file: out.string, figures: report.figures)
        let reasons = TargetReasons(from: manifests.0, to: manifests.1)
        for index in comparison.targets.went.indices {
            guard let place = places.went[comparison.targets.went[index].id] else { continue }
            comparison.targets.went[index].why = reasons.why(report.values[place], hasGone: true)
        }
        for index in comparison.targets.came.indices {
            guard let place = places.came[comparison.targets.came[index].id] else { continue }
            comparison.targets.came[index].why = reasons.why(report.values[place], hasGone: false)
        }
        return comparison
    }

    private static let map = "prospectivity.tif"

    /// What stands at a place in both runs, as `compare-maps` gives it.
    struct PlaceValues: Decodable {
        var before: Double?
        var after: Double?
        var layersBefore: [String: Double]
        var layersAfter: [String: Double]
    }

    private func difference(
        _ maps: (FilePath, FilePath), _ runs: (FilePath, FilePath), places: [Double], to out: FilePath
    ) async throws -> (figures: [String: Double], values: [PlaceValues]) {
        var inputs = ["before=\(maps.0.string)", "after=\(maps.1.string)"]
        inputs += try evidence(of: runs.0).map { "layers_before=\($0.string)" }
        inputs += try evidence(of: runs.1).map { "layers_after=\($0.string)" }
        let settings = places.isEmpty ? [] : ["places=\(places.map { "\($0)" }.joined(separator: ","))"]
        let run = OperationRun(executor: executor, catalog: catalog, limits: limits)
        let report = try await run.run("compare-maps", inputs: inputs, settings: settings, out: out)
        let beside = out.removingLastComponent().appending("\(out.stem ?? "out")-values.json")
        let bytes = try files.contents(of: beside, atMost: 1 << 28)
        try files.removeAll(beside)
        return (report.figures, try JSON.decode([PlaceValues].self, from: Data(bytes)))
    }

    private func evidence(of run: FilePath) throws -> [FilePath] {
        let folder = run.appending("evidence")
        guard try files.statusIfPresent(folder) != nil else { return [] }
        return try files.names(in: folder).map(\.display).filter { $0.hasSuffix(".tif") }.sorted()
            .map { folder.appending($0) }
    }

    /// Centres of the targets that only one run has, in the grid's CRS.
    private struct Places {
        var numbers: [Double] = []
        /// Where in the list a target's place stands, by its id.
        var went: [String: Int] = [:]
        var came: [String: Int] = [:]

        init(of changes: TargetChanges, _ before: FilePath, _ after: FilePath) throws {
            if !changes.went.isEmpty { went = add(changes.went, try TargetList(of: before)) }
            if !changes.came.isEmpty { came = add(changes.came, try TargetList(of: after)) }
        }

        private mutating func add(_ targets: [TargetChanges.Single], _ list: TargetList) -> [String: Int] {
            var places: [String: Int] = [:]
            for target in targets {
                guard let entry = list.targets.first(where: { $0.id == target.id }),
                    let x = entry.number("centroid_x"), let y = entry.number("centroid_y")
                else { continue }
                places[target.id] = numbers.count / 2
                numbers += [x, y]
            }
            return places
        }
    }
}

extension Manifest {
    /// The manifest in a run's directory.
    package static func read(of run: FilePath) throws -> Manifest {
        let path = run.appending("manifest.json")
        guard try FileSystem.real.statusIfPresent(path) != nil else {
            throw DaemonError(
                code: .noInput, path: path.string, reason: "there is no manifest", remedy: "name a published run")
        }
        return try JSON.decode(Manifest.self, from: Data(FileSystem.real.contents(of: path, atMost: 1 << 28)))
    }
}
