import ETL
import Wolkvox

/// The lists of a run's sources, each asked for once, whichever reports want it.
actor SourceLists {
    private struct Place: Hashable {
        var source: String
        var list: ListedValues
    }

    private var known: [Place: [String]] = [:]

    /// The values of a list; an answer that is known already takes no call.
    func values(
        of list: ListedValues, _ source: SourceSettings, _ transport: any HTTPTransport, _ gate: any CallGate
    ) async throws -> ListedValues.Answer {
        let place = Place(source: source.name, list: list)
        if let values = known[place] { return ListedValues.Answer(values: values, calls: 0) }
        let answer = try await list.of(source, over: transport, gate: gate)
        known[place] = answer.values
        return answer
    }
}
