/// 302 to another address.
struct Redirect: Fault {
    static let name = "redirect"

    private let address: String
    private let code: Int

    init(_ settings: FaultSettings) {
        address = settings.text("to", orAlone: true) ?? "https://login.example/"
        code = settings.count("code", least: 300, most: 399) ?? 302
    }

    func apply(to answer: inout Answer) {
        answer.status = code
        answer.headers["Location"] = address
        answer.body = .bytes([])
    }
}
