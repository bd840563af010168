import Campaign
import Operations
import Store

extension Planner {
    /// A job or two for each layer that something was delivered for.
    mutating func addLayers(from delivered: [AcceptedDrop]) throws(PlanError) {
        for drop in delivered where campaign.layer(drop.layer) == nil {
            throw PlanError(
                code: .campaign, job: "layer/\(drop.layer)",
                reason: "'\(drop.name)' belongs to a layer that is not declared",
                remedy: "match the drops to the campaign file anew")
        }
        for layer in campaign.layers {
            let own = Self.joined(delivered.filter { $0.layer == layer.name })
            guard !own.isEmpty else {
                things[layer.name] = layer.isOptional ? .leftOut([layer.name]) : .waiting([layer.name])
                continue
            }
            drops += own
            things[layer.name] = .there(try add(layer, own.map(JobInput.drop)))
        }
    }

    /// What counts of the deliveries of a layer, in the order in which it is joined.
    private static func joined(_ delivered: [AcceptedDrop]) -> [AcceptedDrop] {
        var latest: [String: AcceptedDrop] = [:]
        for drop in delivered { latest[drop.name] = drop }
        let ordered = latest.values.sorted { left, right in
            left.name == right.name
                ? left.identity < right.identity : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        // The same bytes under two names are one delivery: a point is not to count twice.
        var seen: Set<ContentHash> = []
        return ordered.filter { seen.insert($0.identity).inserted }
    }

    private mutating func add(_ layer: Layer, _ own: [JobInput]) throws(PlanError) -> [Operation.Kind: JobInput] {
        let id = "layer/\(layer.name)"
        var parameters: [String: ParameterValue] = [:]
        if let crs = layer.assumedCRS { parameters["assume_crs"] = .text(crs) }
        switch layer.kind {
        case .raster:
            parameters["resample"] = .text(layer.resampling.rawValue)
            parameters["band"] = .number(Double(layer.band))
            if !layer.nodata.isEmpty { parameters["nodata"] = .list(layer.nodata.map(ParameterValue.number)) }
            if !layer.unit.isEmpty { parameters["unit"] = .text(layer.unit) }
            if layer.allowsBallpark { parameters["ballpark"] = "allow" }
            return [.raster: try add(id, "align", .raster, own, parameters)]
        case .lines, .polygons, .points:
            guard let attribute = layer.attribute else {
                return [.vector: try add(id, "read-vector", .vector, own, parameters)]
            }
            let features = try add("vector/\(layer.name)", "read-vector", .vector, own, parameters)
            let cells = try add(id, "rasterize", .raster, [features], ["attribute": .text(attribute)])
            return [.vector: features, .raster: cells]
        case .occurrences:
            if !layer.commodities.isEmpty {
                parameters["commodity"] = .list(layer.commodities.map(ParameterValue.text))
            }
            if !layer.depositTypes.isEmpty {
                parameters["deposit_type"] = .list(layer.depositTypes.map(ParameterValue.text))
            }
            return [.occurrences: try add(id, "read-occurrences", .occurrences, own, parameters)]
        case .document: return try addDocument(id, own)
        case .readings:
            if let channel = layer.channel { parameters["channel"] = .text(channel) }
            if !layer.nodata.isEmpty { parameters["nodata"] = .list(layer.nodata.map(ParameterValue.number)) }
            if !layer.unit.isEmpty { parameters["unit"] = .text(layer.unit) }
            parameters.merge(layer.instrumentParameters) { own, _ in own }
            guard let gridding = layer.gridding else {
                return [.readings: try add(id, "read-readings", .readings, own, parameters)]
            }
            let readings = try add("readings/\(layer.name)", "read-readings", .readings, own, parameters)
            let operation = try add(
                id, gridding.operation, inputs: [gridding.input: [readings]], parameters: gridding.parameters)
            return [.readings: readings, .raster: try output(.raster, of: id, operation)]
        }
    }

    /// Adds an operation of one input, and gives its first output of a kind.
    private mutating func add(
        _ id: String, _ name: String, _ kind: Operation.Kind, _ inputs: [JobInput],
        _ parameters: [String: ParameterValue]
    ) throws(PlanError) -> JobInput {
        let input = try firstInput(of: name, for: id)
        return try output(kind, of: id, try add(id, name, inputs: [input: inputs], parameters: parameters))
    }
}
