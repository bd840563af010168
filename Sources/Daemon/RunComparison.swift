import Survey

/// What changed from one run of a campaign to another, and why: from their manifests and targets alone.
package struct RunComparison: Sendable, Encodable {
    /// A figure of a step in both runs; `nil` where one run has none.
    package struct Figure: Sendable, Encodable, Hashable {
        package var step: String
        package var name: String
        package var before: Double?
        package var after: Double?
    }

    /// A file that was dropped for a layer, replaced or taken away.
    package struct Input: Sendable, Encodable, Hashable {
        package enum Change: String, Sendable, Encodable {
            case added, removed, replaced
        }

        package var layer: String
        package var name: String
        package var change: Change
    }

    /// A step that is itself another one, not merely made anew from others.
    package struct Step: Sendable, Encodable, Hashable {
        package var id: String
        /// Each difference in words, such as `window: 31 → 51`.
        package var differences: [String]
    }

    package var campaign: String
    package var before: String
    package var after: String
    /// Whether both runs hold the same products.
    package var isSame: Bool
    /// What both runs do not have alike besides inputs and steps: programs and grid, in words.
    package var settings: [String]
    package var inputs: [Input]
    package var steps: [Step]
    /// Steps that were made anew only because something before them changed.
    package var remade: [String]
    package var figures: [Figure]
    package var map: MapDifference?
    package var targets = TargetChanges()
    /// What could not be compared, in words.
    package var notes: [String] = []

    /// Compares by manifests; the map and the targets are added by those who can read them.
    package init(from before: Manifest, to after: Manifest) {
        campaign = after.campaign
        self.before = before.run
        self.after = after.run
        isSame = before.run == after.run
        settings = Self.settings(before, after)
        inputs = Self.inputs(before, after)
        let changes = ManifestChanges(from: before, to: after)
        steps = changes.own
        remade = changes.remade
        figures = Self.figures(before, after)
        if before.campaign != after.campaign {
            notes.append("the runs are of two campaigns: \(before.campaign) and \(after.campaign)")
        }
    }

    private static func settings(_ before: Manifest, _ after: Manifest) -> [String] {
        var words: [String] = []
        if before.software != after.software { words.append("programs: \(before.software) → \(after.software)") }
        if before.grid != after.grid {
            words.append("grid: \(before.grid.summary) → \(after.grid.summary)")
        }
        return words
    }

    private static func inputs(_ before: Manifest, _ after: Manifest) -> [Input] {
        func keyed(_ manifest: Manifest) -> [[String]: Manifest.Input] {
            Dictionary(manifest.inputs.map { ([$0.layer, $0.name], $0) }, uniquingKeysWith: { first, _ in first })
        }
        let (old, new) = (keyed(before), keyed(after))
        let keys = Set(old.keys).union(new.keys).sorted { $0.lexicographicallyPrecedes($1) }
        return keys.compactMap { key in
            let change: Input.Change? =
                switch (old[key], new[key]) {
                case (nil, _): .added
                case (_, nil): .removed
                case (let first?, let second?): first.files == second.files ? nil : .replaced
                }
            return change.map { Input(layer: key[0], name: key[1], change: $0) }
        }
    }

    /// Figures that differ, in the order of the later run's steps; a step that only one run has, too.
    private static func figures(_ before: Manifest, _ after: Manifest) -> [Figure] {
        let ids =
            after.steps.map(\.id)
            + before.steps.map(\.id).filter { id in
                !after.steps.contains { $0.id == id }
            }
        return ids.flatMap { id -> [Figure] in
            let old = before.steps.first { $0.id == id }?.figures ?? [:]
            let new = after.steps.first { $0.id == id }?.figures ?? [:]
            return Set(old.keys).union(new.keys).sorted().compactMap { name in
                old[name] == new[name] ? nil : Figure(step: id, name: name, before: old[name], after: new[name])
            }
        }
    }
}

/// How the maps of two runs differ.
package struct MapDifference: Sendable, Encodable {
    /// Later minus earlier, as a GeoTIFF.
    package var file: String
    /// Such as `mean`, `changed_share`, `correlation`; over the cells that have a score in both runs.
    package var figures: [String: Double]
}

extension AnalysisGrid {
    /// In a few words.
    fileprivate var summary: String { "\(columns) x \(rows) cells of \(cellWidth) x \(cellHeight) in \(crs)" }
}
