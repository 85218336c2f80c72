/// The connection closes when so many bytes of the body are out. A shorter body comes whole.
struct CutBody: Fault {
    static let name = "cut_body"

    private let bytes: Int

    init(_ settings: FaultSettings) {
        bytes = settings.count("after", orAlone: true, least: 0) ?? 1000
    }

    func apply(to answer: inout Answer) {
        answer.wire.cutAfter = bytes
    }
}
