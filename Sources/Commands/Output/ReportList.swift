import ETL

/// The reports of a catalogue.
struct ReportList: VerbResult {
    let reports: [ReportDefinition]

    private struct Document: Encodable {
        struct Report: Encodable {
            var name: String
            var title: String
            var titleEs: String
            var grain: String
            var parameters: [String]
        }

        var formatVersion = 1
        var reports: [Report]
    }

    func lines(width: Int?) -> [String] {
        var table = TextTable(["report", "rows are", "parameters", "title"], yielding: .cut(3))
        for report in reports {
            let parameters = report.parameters.map(\.name).joined(separator: ", ")
            table.add([report.name, report.grainName, parameters, report.title.en])
        }
        if table.fits(width) { return table.lines(width: width) }
        // A report's parameters are shown with the report itself.
        var narrow = TextTable(["report", "rows are", "title"], yielding: .cut(2))
        for report in reports { narrow.add([report.name, report.grainName, report.title.en]) }
        return narrow.lines(width: width)
    }

    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws {
        let entries = reports.map {
            Document.Report(
                name: $0.name, title: $0.title.en, titleEs: $0.title.es, grain: $0.grain.word.rawValue,
                parameters: $0.parameters.map(\.name))
        }
        try body(JSONOutput.text(Document(reports: entries)) + "\n")
    }
}
