import ETL
import Engine
import Foundation
import PipelineFile
import Settings
import Wolkvox

/// A pipeline file that is about to be written.
struct NewPipeline {
    enum Address {
        case server(String)
        case endpoint(String)
    }

    /// The pipeline's name; nil for that of its source.
    var name: String?
    var address: Address?
    /// The zone of the server's clock; nil while it was not said, for which the text has UTC.
    var zone: String?
    var reports: [String] = []

    /// The variable that the file takes the token from.
    static let token = "WOLKVOX_TOKEN"
    /// The file beside it that tells editors what may be in it.
    static let schema = "pipeline.schema.json"

    /// The file's text; what was not said has its usual value.
    ///
    /// - Throws: ``Failure`` for a report with a parameter for which nothing stands in.
    func text() throws -> String {
        try """
        # yaml-language-server: $schema=\(Self.schema)
        version: 1
        name: \(YAMLScalar.text(name ?? sourceName))

        sources:
          - name: \(YAMLScalar.text(sourceName))
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
          to: \(YAMLScalar.text("output/\(name ?? sourceName)"))
          format: ndjson

        """
    }

    /// What is wrong with a text, in words that need no place in a file.
    func mistakes(in text: String) -> [String] {
        let reading = PipelineReader.read(
            text: text, file: "", environment: [Self.token: "stands-in"], vocabulary: ReportVocabulary.vendor)
        let mistakes = reading.diagnostics.filter { $0.severity == .error }.map(\.message)
        return mistakes.isEmpty ? [doubt].compactMap(\.self) : mistakes
    }

    /// What is wrong with a number that no server of the vendor's has: the token would go to somebody else's.
    private var doubt: String? {
        guard case .server(let number) = address, number.count != Self.digitsOfServer else { return nil }
        let padded = String(repeating: "0", count: max(0, Self.digitsOfServer - number.count)) + number
        let guess = padded.count == Self.digitsOfServer ? "; did you mean \(padded)?" : ""
        return "server: '\(number)' is not a server number of four digits, such as 0012\(guess) "
            + "Where the address has another form, give all of it (--endpoint)"
    }

    private static let digitsOfServer = 4

    /// A name for the source that tells it from those of other servers.
    private var sourceName: String {
        switch address {
        case .server(let number): return "wv\(number.filter { $0.isASCII && $0.isNumber })"
        case .endpoint(let url):
            let host = url.split(separator: "/").dropFirst().first ?? ""
            let label = host.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            let isName = label.first?.isLetter ?? false
            return isName && label != "localhost" ? label.lowercased() : "local"
        case nil: return "wv0000"
        }
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
        let values = try report.parameters.filter(\.needsValue)
            .map { "\($0.name): \(try value(of: $0, name))" }
        guard !values.isEmpty else { return "  - \(name)" }
        return "  - report: \(name)\n    with: { \(values.joined(separator: ", ")) }"
    }

    private func value(of parameter: Parameter, _ report: String) throws -> String {
        if parameter.acceptsAll { return "all" }
        if let first = parameter.values.first { return YAMLScalar.text(first) }
        if let list = ListedValues.all.first(where: { $0.key == parameter.name }) {
            return "{ from: \(list) }"
        }
        throw Failure(
            .usage, "\(report) needs the parameter \(parameter.name), which only you know",
            advice: "Leave the report out, and add it to the file with its value afterwards")
    }
}
