extension FaultKind {
    /// A page with status 200, as from a portal in between.
    static let htmlWith200 = FaultKind(name: "html200") { settings in
        let page = settings.text("body", orAlone: true) ?? "<!DOCTYPE html><html><body>Inicie sesión</body></html>"
        return { $0.sendPage(page, status: 200, type: "text/html; charset=UTF-8") }
    }
}
