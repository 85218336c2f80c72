/// The bytes EF BB BF before the answer.
struct ByteOrderMark: Fault {
    static let name = "bom"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.wire.prefix = [0xEF, 0xBB, 0xBF]
    }
}
