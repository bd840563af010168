package import Operations

/// Parameters that an operation must refuse, and what is wrong with how it does.
package enum BadParameters {
    /// A sentence for every bad parameter that is taken, or refused without its name, its range or the nearest name.
    /// `needed` are those that have no default.
    package static func complaints(
        about operation: Operation, needed: [String: ParameterValue] = [:]
    ) -> [String] {
        operation.parameters.flatMap { parameter in
            values(for: parameter).compactMap { bad in
                complaint(operation, needed, parameter, bad)
            } + [misspelt(operation, needed, parameter)].compactMap(\.self)
        } + [misspeltInput(operation)].compactMap(\.self)
    }

    private static func complaint(
        _ operation: Operation, _ needed: [String: ParameterValue], _ parameter: Parameter, _ bad: ParameterValue
    ) -> String? {
        let what = "\(operation.name): \(parameter.name) = \(bad)"
        do throws(OperationError) {
            _ = try operation.resolve(needed.merging([parameter.name: bad]) { $1 })
            return "\(what) is taken"
        } catch {
            guard error.key == parameter.name else { return "\(what) is refused as \(error.key)" }
            let range = parameter.rangeText
            if !range.isEmpty && !error.remedy.contains(range) { return "\(what) is refused without \(range)" }
            return error.remedy.isEmpty ? "\(what) is refused without a remedy" : nil
        }
    }

    private static func misspelt(
        _ operation: Operation, _ needed: [String: ParameterValue], _ parameter: Parameter
    ) -> String? {
        let name = parameter.name + "x"
        do throws(OperationError) {
            _ = try operation.resolve(needed.merging([name: 1]) { $1 })
            return "\(operation.name): \(name) is taken"
        } catch {
            let isNear = error.remedy == "did you mean '\(parameter.name)'?"
            return error.code == .unknownParameter && error.key == name && isNear
                ? nil : "\(operation.name): \(name) is refused with '\(error.remedy)'"
        }
    }

    private static func misspeltInput(_ operation: Operation) -> String? {
        guard let input = operation.inputs.first?.name else { return nil }
        do throws(OperationError) {
            try operation.checkInputs([input + "x": 1])
            return "\(operation.name): the input \(input)x is taken"
        } catch {
            let isNear = error.remedy.contains("'\(input)'") || operation.inputs.count > 1
            return error.code == .unknownInput && isNear
                ? nil : "\(operation.name): the input \(input)x is refused with '\(error.remedy)'"
        }
    }

    private static func values(for parameter: Parameter) -> [ParameterValue] {
        switch parameter.type {
        case .number(let low, let high):
            let below: [ParameterValue] = low > -.infinity ? [.number(low - 1)] : []
            let above: [ParameterValue] = high < .infinity ? [.number(high + 1)] : []
            return below + above + [.number(.nan), "wide", true]
        case .integer(let low, let high):
            let above: [ParameterValue] = high == .max ? [] : [.number(Double(high) + 1)]
            return [.number(Double(low) - 1), 3.5, .number(.nan), "wide"] + above
        case .choice: return ["horm", 5]
        case .flag: return [1, "maybe"]
        case .numbers: return ["a", [1, "b"]]
        case .text, .words, .map: return [true]
        }
    }
}
