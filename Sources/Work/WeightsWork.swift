import Jobs
import KernelTypes
import Prospectivity
import Raster
import Survey

/// Learns weights of evidence and writes the posterior, its deviation, the confidence and the tables.
enum WeightsWork {
    static let runner = Runner(operation: WeightsOfEvidence.declaration) { place in
        let layers = try place.layers("evidence")
        let names = place.inputs("evidence").map(\.name)
        guard let grid = layers.first?.grid else { preconditionFailure("the worker has checked the inputs") }
        let training = try OccurrenceFile.read(place.input("training").path)
        let bands = grid.bands(ofAtMost: StripWork.height(of: grid, layers: layers.count + 2, halo: 0))

        let model = try WeightsOfEvidence(place.job.parameters, evidence: names, on: grid).learn(
            from: { visit in
                for band in bands { visit(try layers.map { try $0.strip(band) }) }
            }, training: training)

        let writers = try ["posterior", "deviation", "confidence"].map { name in
            try LayerWriter(creating: place.output(name, file: "\(name).f32"), grid: grid)
        }
        try StripWork.inParallel(bands, threads: place.threads) { band in
            let strips = writers.map { _ in Strip(columns: grid.columns, rows: band, rasterRows: grid.rows) }
            let inputs = try layers.map { try $0.strip(band) }
            model.apply(to: inputs, posterior: strips[0], deviation: strips[1], confidence: strips[2])
            for (writer, strip) in zip(writers, strips) { try writer.write(strip) }
        }
        for writer in writers { try writer.finish() }
        try WeightsFile(model).write(to: place.output("weights", file: "weights.json"))
        for (name, value) in model.figures { place.record(name, value) }
        model.notes.forEach(place.note)

        let roc = try ROC(of: training, on: grid) { visit in
            let posterior = try LayerFile(reading: writers[0].path)
            for band in bands { visit(try posterior.strip(band)) }
        }
        if let area = roc.area { place.record("auc", area) }
    }
}
