extension FaultKind {
    /// A status of the web server in front, with a page instead of JSON.
    static let status = FaultKind(name: "status") { settings in
        let code = settings.count("code", orAlone: true, least: 200, most: 599) ?? 503
        let page = settings.text("body") ?? "<html><body><h1>\(code)</h1><p>Intente más tarde.</p></body></html>"
        let type = settings.text("type") ?? "text/html; charset=UTF-8"
        return { $0.sendPage(page, status: code, type: type) }
    }
}
