extension FaultKind {
    /// An answer that looks whole and has only a share of its rows.
    static let shrink = FaultKind(name: "shrink") { settings in
        let percent = settings.count("percent", orAlone: true, least: 0, most: 100) ?? 10
        return { answer in answer.keepRows { $0.place % 100 < percent } }
    }
}

extension Answer {
    /// Leaves rows out as if they weren't there: the number in `msg` fits what is left.
    mutating func keepRows(_ isKept: (RowValues) -> Bool) {
        guard case .rows(var rows) = body else { return }
        let selection = rows.selection
        var row = RowValues()
        let kept = (0..<selection.count).filter { place in
            selection.fill(place, &row)
            return isKept(row)
        }
        guard !kept.isEmpty else { return refuse(.noRows) }
        rows.selection = Selection(found: kept.count, count: kept.count) { place, row in
            selection.fill(kept[place], &row)
        }
        rows.envelope.message = AnswerEnvelope.found(kept.count)
        body = .rows(rows)
    }
}
