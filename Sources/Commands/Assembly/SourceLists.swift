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
        of list: ListedValues, through client: SourceClient
    ) async throws -> ListedValues.Answer {
        let place = Place(source: client.source.name, list: list)
        if let values = known[place] { return ListedValues.Answer(values: values, calls: 0) }
        let answer = try await list.of(client)
        known[place] = answer.values
        return answer
    }
}
