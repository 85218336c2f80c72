extension FaultKind {
    /// 302 to another address.
    static let redirect = FaultKind(name: "redirect") { settings in
        let address = settings.text("to", orAlone: true) ?? "https://login.example/"
        let code = settings.count("code", least: 300, most: 399) ?? 302
        return { answer in
            answer.status = code
            answer.headers["Location"] = address
            answer.body = .bytes([])
        }
    }
}
