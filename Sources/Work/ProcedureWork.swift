import Jobs
import Operations

/// Runs any procedure of the science rooms.
enum ProcedureWork {
    static func runner(for procedure: any Procedure.Type) -> Runner {
        Runner(operation: procedure.declaration) { place in
            let settings = Settings(place.job.parameters, of: procedure.declaration)
            try procedure.init(settings).run(at: place)
            try place.finishRasters()
        }
    }
}
