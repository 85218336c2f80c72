internal import ETL

/// Path and query of the API's requests.
enum RequestTarget {
    /// A report over a window, both ends included, in the API's own writing of times.
    static func report(
        _ name: String, parameters: [(name: String, value: String)], window: Window, ends: WindowEnds = .inclusive
    ) -> String {
        let dates = [
            (name: "date_ini", value: window.first.compact),
            (name: "date_end", value: ends.requestedEnd(of: window).compact),
        ]
        return path("reports_manager.php", [(name: "api", value: name)] + parameters + dates)
    }

    /// A list of facts about the operation.
    static func information(_ name: String) -> String {
        path("information.php", [(name: "api", value: name)])
    }

    private static func path(_ file: String, _ query: [(name: String, value: String)]) -> String {
        let pairs = query.map { "\(PercentEncoding.value($0.name))=\(PercentEncoding.value($0.value))" }
        return "/api/v2/\(file)?\(pairs.joined(separator: "&"))"
    }
}
