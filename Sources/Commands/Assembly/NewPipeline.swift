import Engine
import Foundation
import PipelineFile
import Wolkvox

/// A pipeline file that is about to be written.
struct NewPipeline {
    enum Address {
        case server(String)
        case endpoint(String)
    }

    var name: String
    var address: Address?
    /// The zone of the server's clock; nil while it was not said, for which the text has UTC.
    var zone: String?
    var reports: [String] = []

    /// The variable that the file takes the token from.
    static let token = "WOLKVOX_TOKEN"

    /// The file's text; what was not said has its usual value.
    ///
    /// - Throws: ``Failure`` for a report with a parameter for which nothing stands in.
    func text(beside folder: String) throws -> String {
        let schema = "pipeline.schema.json"
        let isThere = FileManager.default.fileExists(atPath: folder + "/" + schema)
        let head = isThere ? "# yaml-language-server: $schema=\(schema)\n" : ""
        return try head + """
            version: 1
            name: \(YAMLScalar.text(name))

            sources:
              - name: main
                \(addressLine)
                token: ${\(Self.token)}
                time_zone: \(YAMLScalar.text(zone ?? "UTC"))

            window:
              from: yesterday
              to: yesterday
              lookback: 2d    # rows are edited late: these days are asked for again

            reports:
            \(reports.map(item).joined(separator: "\n"))

            load:
              to: output
              format: ndjson

            """
    }

    /// What is wrong with a text, in words that need no place in a file.
    func mistakes(in text: String) -> [String] {
        PipelineReader.read(
            text: text, file: "", environment: [Self.token: "stands-in"], vocabulary: Vocabulary.make()
        ).diagnostics.filter { $0.severity == .error }.map(\.message)
    }

    private var addressLine: String {
        switch address {
        case .server(let number): "server: \"\(number.replacing("\"", with: ""))\""
        case .endpoint(let url): "endpoint: \(YAMLScalar.text(url))"
        case nil: "server: \"0000\""
        }
    }

    private func item(_ name: String) throws -> String {
        guard let report = try? Catalogue.vendor.report(named: name) else { return "  - \(YAMLScalar.text(name))" }
        let values = try report.parameters.filter { $0.isRequired && $0.defaultValue == nil }
            .map { "\($0.name): \(try value(of: $0, name))" }
        guard !values.isEmpty else { return "  - \(name)" }
        return "  - report: \(name)\n    with: { \(values.joined(separator: ", ")) }"
    }

    private func value(of parameter: Parameter, _ report: String) throws -> String {
        if parameter.acceptsAll { return "all" }
        if let first = parameter.values.first { return YAMLScalar.text(first) }
        if let list = ListedValues.allCases.first(where: { $0.key == parameter.name }) {
            return "{ from: \(list.rawValue) }"
        }
        throw Failure(
            .usage, "\(report) needs the parameter \(parameter.name), which only you know",
            advice: "Leave the report out, and add it to the file with its value afterwards")
    }
}
