public import ETL

/// What every loader must keep to, whatever it writes and wherever.
///
/// Make one for a loader, and expect that ``findings()`` is empty.
public struct LoaderConformance {
    /// Returns the ids of a partition's visible rows in their order; nil if the partition is not there.
    public typealias Reader = (Partition) async throws -> [String]?

    /// The columns of the rows that the suite loads; `id` is what the reader tells.
    public static let schema = Schema(
        fields: [Field("id", origin: "id"), Field("at", origin: "at"), Field("note", origin: "note")], eventTime: "at")

    private let loader: any Loader
    private let resumes: Bool
    private let read: Reader

    /// A suite for a loader.
    ///
    /// - Parameters:
    ///   - loader: what is examined; it has nothing loaded yet.
    ///   - resumes: whether it takes up partitions that an interrupted run left unfinished.
    ///   - read: looks at what it loaded.
    public init(_ loader: any Loader, resumes: Bool, read: @escaping Reader) {
        self.loader = loader
        self.resumes = resumes
        self.read = read
    }

    /// Returns what the loader does wrong, in sentences. An error where there should be none is one of them.
    /// To be called once: it loads rows.
    public func findings() async -> [String] {
        let suite = LoaderSuite(bench: LoadBench(loader: loader), resumes: resumes, read: read)
        await suite.run()
        return suite.bench.findings.sentences
    }
}
