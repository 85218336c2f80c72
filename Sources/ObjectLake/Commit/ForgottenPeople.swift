internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// The list of people who asked to be forgotten, in the store and beside what is written on this machine.
struct ForgottenPeople: Sendable {
    static let key = "_forgotten.json"

    let store: any ObjectStore
    /// What writes on this machine.
    let loader: FlatFileLoader

    private var path: String { "\(loader.options.directory)/\(Self.key)" }

    /// Brings the list here. What was left unfinished here under another list is dropped.
    ///
    /// - Returns: its version; nil without a list.
    func bring() async throws -> String? {
        guard let found = try await store.bytes(of: Self.key, limit: Files.mostBytesRead) else {
            try Files.remove(path)
            return nil
        }
        if try Files.contents(of: path) != found.bytes {
            try Files.replace(path, by: found.bytes, mode: 0o600)
            if let list = try await (loader as any Lake).forgottenList() { try await (loader as any Lake).write(list) }
        }
        return found.facts.etag
    }

    /// Puts a list in the place of a version.
    ///
    /// - Throws: `ETLError` with the code `tryLater` if another version is there by now.
    func send(_ list: ForgottenList, over version: String?, _ verdict: S3Verdict) async throws {
        let outcome = try await store.put(
            Self.key, body: .bytes(try list.fileContent()), condition: verdict.condition(replacing: version),
            attributes: .json())
        guard case .written = outcome else {
            throw ETLError(
                .tryLater, scope: .run, "The list of forgotten people was changed by another machine meanwhile",
                advice: "Do it again")
        }
    }
}
