/// A status of the web server in front, with a page instead of JSON.
struct StatusFault: Fault {
    static let name = "status"

    private let code: Int
    private let page: String
    private let type: String

    init(_ settings: FaultSettings) {
        code = settings.count("code", orAlone: true, least: 200, most: 599) ?? 503
        page = settings.text("body") ?? "<html><body><h1>\(code)</h1><p>Intente más tarde.</p></body></html>"
        type = settings.text("type") ?? "text/html; charset=UTF-8"
    }

    func apply(to answer: inout Answer) {
        answer.status = code
        answer.headers["Content-Type"] = type
        answer.body = .bytes(Array(page.utf8))
    }
}
