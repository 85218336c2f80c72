extension FaultKind {
    /// A value that is edited after the row was first to be had: in rows of at least the age `after`.
    static let lateEdit = FaultKind(name: "late_edit") { settings in
        let cell = CellSettings(settings)
        let value = settings.text("value") ?? "EDITADO"
        let age = settings.duration("after") ?? .zero
        return { answer in
            let limit = answer.occasion.moment(before: age)
            cell.replace(in: &answer, with: JSONSpelling().quoted(value), noYoungerThan: limit)
        }
    }
}
