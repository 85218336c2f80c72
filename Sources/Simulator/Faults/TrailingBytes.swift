extension FaultKind {
    /// Something after the answer's last brace.
    static let trailingBytes = FaultKind(name: "trailing") { settings in
        let text = settings.text("text", orAlone: true) ?? "<!-- debug -->"
        return { $0.wire.suffix = Array(text.utf8) }
    }
}
