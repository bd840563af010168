/// The reference page of all operations, made from their declarations.
package struct ReferencePage: Sendable {
    private let catalog: Catalog

    package init(_ catalog: Catalog) {
        self.catalog = catalog
    }

    /// The page in Markdown, families in the order of a study, operations by name.
    package var markdown: String {
        var page = """
            # Operations

            Made from the declarations in the code by `gossan-worker catalog --markdown`; do not edit.
            Each runs in a campaign, by `gossan op NAME`, and on rasters larger than memory unless it says otherwise.
            `NaN` is "no data" everywhere.


            """
        for family in Operation.Family.allCases {
            let operations = catalog.operations.filter { $0.family == family }.sorted { $0.name < $1.name }
            guard !operations.isEmpty else { continue }
            page += "## \(family.title)\n\n"
            for operation in operations { page += section(of: operation) }
        }
        return page
    }

    /// One operation: formula, source, inputs, parameters, an example.
    package func section(of operation: Operation) -> String {
        var text = "### `\(operation.name)`\n\n\(operation.summary)\n\n"
        text += "- Formula: \(operation.formula)\n- Source: \(operation.source)\n"
        text += "- Memory: \(operation.memoryInWords)\n- Version: \(operation.version)\n\n"
        text += "| input | kind | what |\n|---|---|---|\n"
        for input in operation.inputs {
            let count = (input.isMany ? ", one or more" : "") + (input.isOptional ? ", may be left out" : "")
            text += "| `\(input.name)` | \(input.kind.rawValue)\(count) | \(cell(input.summary)) |\n"
        }
        if !operation.parameters.isEmpty {
            text += "\n| parameter | value | unit | default | what |\n|---|---|---|---|---|\n"
            for parameter in operation.parameters {
                let fallback = parameter.fallback.map { "`\($0)`" } ?? (parameter.isOptional ? "none" : "must be set")
                text += "| `\(parameter.name)` | \(cell(parameter.typeText)) | \(parameter.unit) | \(fallback) "
                text += "| \(cell(parameter.summary)) |\n"
            }
        }
        let outputs = operation.outputs.map { "`\($0.name)` (\($0.kind.rawValue)\($0.isMany ? ", one for each" : ""))" }
            .joined(separator: ", ")
        return text + "\nGives \(outputs).\n\n```\n\(example(operation))\n```\n\n"
    }

    /// A command that runs it, with every parameter that must be set.
    private func example(_ operation: Operation) -> String {
        var words = ["gossan op", operation.name]
        let needed = operation.inputs.filter { !$0.isOptional }
        for input in needed {
            let file = input.kind.exampleFile(input.name)
            words.append(needed.count == 1 && !input.isMany ? "--in \(file)" : "--in \(input.name)=\(file)")
        }
        for parameter in operation.parameters where parameter.fallback == nil && !parameter.isOptional {
            words.append("--set \(parameter.name)=\(parameter.type.exampleValue)")
        }
        words.append("--out \(operation.outputs.first?.kind.exampleFile(operation.name) ?? operation.name)")
        return words.joined(separator: " ")
    }

    /// A bar would end the table's cell.
    private func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}

extension Operation.Family {
    fileprivate var title: String {
        switch self {
        case .intake: "Intake: from a file to a layer"
        case .alignment: "Alignment: onto the analysis grid"
        case .correction: "Corrections of readings"
        case .potentialField: "Potential fields"
        case .terrain: "Terrain"
        case .neighbourhood: "Neighbourhood"
        case .distance: "Distance"
        case .value: "Value transforms"
        case .gridding: "Gridding of readings"
        case .bands: "Bands"
        case .geochemistry: "Geochemistry"
        case .statistics: "Statistics and exploration"
        case .anomaly: "Anomalies without training"
        case .model: "Deposit models"
        case .evaluation: "Evaluation of models"
        case .target: "Targets"
        case .product: "Products of a run"
        }
    }
}

extension Operation {
    fileprivate var memoryInWords: String {
        halo.isEmpty ? memory.words : "\(memory.words), each with \(halo) around it"
    }
}

extension Operation.MemoryClass {
    fileprivate var words: String {
        switch self {
        case .strip: "strip by strip, whatever the raster's size"
        case .twoPass: "two passes, strip by strip, whatever the raster's size"
        case .features: "in proportion to features or readings"
        case .whole: "the whole raster"
        }
    }
}

extension Operation.Kind {
    fileprivate func exampleFile(_ name: String) -> String {
        switch self {
        case .raster: "\(name).tif"
        case .vector, .occurrences, .layer: "\(name).gpkg"
        case .readings, .table: "\(name).csv"
        case .document: "\(name).json"
        }
    }
}

extension Parameter.ValueType {
    fileprivate var exampleValue: String {
        switch self {
        case .number(let low, _): low.isFinite && low >= 1 ? "\(ParameterValue.number(low))" : "1"
        case .integer(let low, _): "\(max(1, low))"
        case .choice(let words): words.first ?? "word"
        case .text: "text"
        case .flag: "true"
        case .numbers: "1,2,3"
        case .words: "a,b"
        case .map: "name=value"
        }
    }
}
