extension FaultKind {
    /// Rows that are not to be had until they have reached an age.
    static let holdBack = FaultKind(name: "hold_back") { settings in
        let age = settings.duration("for", orAlone: true) ?? .seconds(1800)
        let every = settings.count("every") ?? 1
        return { answer in
            let limit = answer.occasion.moment(before: age)
            answer.keepRows { row in
                guard let moment = row.moment else { return true }
                return moment <= limit || row.place % every != 0
            }
        }
    }
}
