extension FaultKind {
    /// The bytes EF BB BF before the answer.
    static let byteOrderMark = FaultKind(name: "bom") { _ in
        { $0.wire.prefix = [0xEF, 0xBB, 0xBF] }
    }
}
