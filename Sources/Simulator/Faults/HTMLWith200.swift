/// A page with status 200, as from a portal in between.
struct HTMLWith200: Fault {
    static let name = "html200"

    private let page: String

    init(_ settings: FaultSettings) {
        page = settings.text("body", orAlone: true) ?? "<!DOCTYPE html><html><body>Inicie sesión</body></html>"
    }

    func apply(to answer: inout Answer) {
        answer.status = 200
        answer.headers["Content-Type"] = "text/html; charset=UTF-8"
        answer.body = .bytes(Array(page.utf8))
    }
}
