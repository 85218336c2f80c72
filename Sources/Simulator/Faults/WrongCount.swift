extension FaultKind {
    /// A number in `msg` that is not the number of rows.
    static let wrongCount = FaultKind(name: "wrong_count") { settings in
        let difference = settings.number("by", orAlone: true) ?? 1
        return { answer in
            answer.withRows { $0.envelope.message = AnswerEnvelope.found($0.selection.count + difference) }
        }
    }
}
