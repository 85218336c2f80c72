internal import Disk
package import ETL
package import FlatFiles
internal import Foundation
internal import S3

/// Writes partitions to an object store, each with its manifest, each replaced as a whole: the layout, the bytes and the
/// promises are those of ``FlatFileLoader``.
///
/// Rows are written and committed in a folder of this machine first, and what was committed there is then brought to the
/// store. What a killed process had committed there, and not brought, is brought by the next.
package struct ObjectLake: Loader {
    let store: any ObjectStore
    let loader: FlatFileLoader
    let work: WorkFolder
    let now: @Sendable () -> Int64

    /// A lake.
    ///
    /// - Parameters:
    ///   - store: where it is.
    ///   - options: how files are written; the directory does not matter.
    ///   - staging: the folder of this machine for work that is not finished; made if it is missing.
    ///   - now: the time in seconds since 1970-01-01T00:00:00Z.
    /// - Throws: ``ETLError`` if the folder cannot be made.
    package init(
        _ store: any ObjectStore, options: FlatFileOptions, staging: String, now: @escaping @Sendable () -> Int64
    ) throws {
        self.store = store
        self.now = now
        work = try WorkFolder(for: store, in: staging)
        var options = options
        options.directory = work.output
        loader = FlatFileLoader(options)
    }

    /// Begins a run or takes up what an interrupted one left; commits that any run was killed in are finished first.
    ///
    /// - Throws: what `body` throws; ``ETLError`` if the store or the folder for unfinished work cannot be used.
    package func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R {
        try await withSession(of: loader, run, body)
    }

    /// Does the same with another loader that writes to the folder.
    func withSession<R: Sendable>(
        of inner: any Loader, _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R {
        let lake = try await begin()
        var notices = try await Leftovers(lake: lake).settle()
        if !lake.verdict.isConditional { notices.append(WriterMark.notice(store.location)) }
        return try await inner.withSession(run) { [notices] session in
            try await body(ObjectSession(inner: session, lake: lake, notices: notices))
        }
    }

    /// Finds out what the store keeps to, and brings the list of forgotten people.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` if another machine writes to a store that ignores conditions:
    ///   it is left alone then, with what lies here of earlier runs too.
    func begin() async throws -> LakeAtWork {
        let verdict = try await verdict()
        if !verdict.isConditional { try await WriterMark(store: store, machine: work.machine).take() }
        let people = try await ForgottenPeople(store: store, loader: loader).bring()
        return LakeAtWork(store: store, work: work, loader: loader, verdict: verdict, people: people)
    }

    func verdict() async throws -> S3Verdict {
        // Two probes at once would remove each other's objects, and find the store wanting.
        let lock = try work.lockVerdict()
        defer { withExtendedLifetime(lock) {} }
        if let bytes = try work.verdict(now: now()),
            let known = try? JSONDecoder().decode(S3Verdict.self, from: Data(bytes))
        {
            store.use(known)
            return known
        }
        let folder = "\(PartitionPaths.stagingRoot)/\(work.machine)"
        try await clear(folder)
        let verdict = try await store.probe(under: folder)
        try work.keep(verdict: Array(try JSONEncoder().encode(verdict)))
        return verdict
    }

    /// Removes what a probe of this machine left that was killed.
    private func clear(_ folder: String) async throws {
        for object in try await store.objects(below: folder + "/") {
            _ = try await store.delete(object.key, ifMatch: nil)
        }
        try await store.forEachUploadPage(below: folder + "/") { page in
            for upload in page.uploads { try await store.abort(upload.key, upload.id) }
        }
    }
}
