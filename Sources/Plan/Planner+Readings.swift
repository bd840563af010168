import Campaign
import Operations

extension Planner {
    /// A table or text that operations take as it is.
    mutating func addDocument(
        _ id: String, _ own: [JobInput]
    ) throws(PlanError) -> [Operation.Kind: JobInput] {
        let input = try firstInput(of: "read-document", for: id)
        let made = try add(id, "read-document", inputs: [input: own])
        let document = try output(.document, of: id, made)
        return [.document: document, .table: document]
    }
}
