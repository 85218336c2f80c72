/// Why a definition whose parts all read well makes no report.
package struct UnsoundDefinition: Error, Equatable {
    package enum Part: Sendable, Equatable {
        /// The value of a key of the definition.
        case key(String)
        /// The field at this place.
        case field(Int)
        /// The parameter at this place.
        case parameter(Int)
    }

    package struct Finding: Sendable, Equatable {
        package var part: Part
        package var message: String

        package init(_ part: Part, _ message: String) {
            self.part = part
            self.message = message
        }
    }

    package var findings: [Finding]

    package init(_ findings: [Finding]) {
        self.findings = findings
    }
}

extension ReportVocabulary {
    /// A report with the columns that the definition names and no others.
    package static let plainly: @Sendable (DefinitionSpec) -> Result<Report, UnsoundDefinition> = { definition in
        let grain: Grain =
            switch definition.grain {
            case .event: .event
            case .total: .total
            case .bucket: .bucket
            }
        return .success(
            Report(
                name: definition.name, fields: definition.columns.map(\.name),
                parameters: definition.parameters.map {
                    Parameter(
                        name: $0.name, isRequired: $0.isRequired && $0.defaultValue == nil, acceptsAll: $0.acceptsAll,
                        values: $0.values)
                },
                grain: grain))
    }
}
