import Jobs
import Operations
import Raster

/// Runs any strip transform of the science rooms.
enum TransformWork {
    static func runner(for transform: any StripTransform.Type) -> Runner {
        Runner(operation: transform.declaration) { place in
            let layers = try transform.declaration.inputs.flatMap { try place.layers($0.name) }
            guard let first = layers.first else { preconditionFailure("the worker has checked the inputs") }
            var transform: any StripTransform = try transform.init(place.job.parameters, on: first.grid)
            let writer = try LayerWriter(creating: place.output("out", file: "out.f32"), grid: first.grid)
            try StripWork.run(&transform, layers: layers, writer: writer, threads: place.threads)
            try writer.finish()
            for (name, value) in transform.figures { place.record(name, value) }
        }
    }
}
