/// Something after the answer's last brace.
struct TrailingBytes: Fault {
    static let name = "trailing"

    private let text: String

    init(_ settings: FaultSettings) {
        text = settings.text("text", orAlone: true) ?? "<!-- debug -->"
    }

    func apply(to answer: inout Answer) {
        answer.wire.suffix = Array(text.utf8)
    }
}
