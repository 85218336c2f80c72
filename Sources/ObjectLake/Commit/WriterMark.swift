internal import ETL
internal import FlatFiles
internal import S3

/// Says which machine writes to a store that ignores conditions: there, only one may.
struct WriterMark {
    static let folder = "\(PartitionPaths.stagingRoot)/writers"

    let store: any ObjectStore
    let machine: String

    /// Takes the store for this machine.
    ///
    /// Each machine first writes its own mark and then looks for others, so of two that begin at once at least one sees
    /// the other; one that sees another leaves the store to it.
    ///
    /// - Throws: `ETLError` with the code `configuration` if another machine writes to it.
    func take() async throws {
        let own = "\(Self.folder)/\(machine)"
        var marks = try await marks()
        let isNew = marks.isEmpty
        if isNew {
            _ = try await store.put(own, body: .bytes([]), condition: .none, attributes: S3Attributes())
            marks = try await self.marks()
        }
        guard let other = marks.first(where: { $0 != own }) else { return }
        if isNew { _ = try await store.delete(own, ifMatch: nil) }
        throw ETLError(
            .configuration, scope: .run,
            "\(store.location) is written to by another machine, and its store does not refuse a write that another one "
                + "has overtaken",
            advice: "Write to it from one machine alone, or use a store that honours If-Match; if the other machine is "
                + "gone, delete \(store.url(of: other))")
    }

    /// What its user has to know of such a store.
    static func notice(_ location: S3Location) -> String {
        "The store of \(location) does not refuse a write that another one has overtaken: "
            + "write to it from one machine alone"
    }

    private func marks() async throws -> [String] {
        try await store.objects(below: Self.folder + "/").map(\.key)
    }
}
