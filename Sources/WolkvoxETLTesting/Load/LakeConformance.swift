public import ETL

/// What every lake must keep to: what was committed is read back as it was written, wherever it lies.
///
/// Make one for a lake, and expect that ``findings()`` is empty. What a lake must keep to as a loader is the business of
/// ``LoaderConformance``, on a lake of its own.
public struct LakeConformance {
    /// Returns the id of a row of ``LoaderConformance/schema``, from a line of a data file; nil for a header.
    public typealias ID = (_ line: [UInt8]) throws -> String?
    /// Damages what was written of a partition.
    public typealias Damage = (Partition) async throws -> Void

    private let lake: any Lake
    private let id: ID
    private let damage: Damage?

    /// A suite for a lake.
    ///
    /// - Parameters:
    ///   - lake: what is examined; nothing was written to it yet.
    ///   - id: reads the id of a row.
    ///   - damage: changes bytes of a partition behind the lake's back; nil where nothing can.
    public init(_ lake: any Lake, id: @escaping ID, damage: Damage? = nil) {
        self.lake = lake
        self.id = id
        self.damage = damage
    }

    /// Returns what the lake does wrong, in sentences. An error where there should be none is one of them.
    /// To be called once: it writes to the lake.
    public func findings() async -> [String] {
        let suite = LakeSuite(bench: LoadBench(loader: lake), lake: lake, id: id)
        await suite.run()
        if let damage { await suite.bench.run([{ try await suite.findsDamage(damage) }]) }
        return suite.bench.findings.sentences
    }
}

/// The suite at work.
private struct LakeSuite {
    let bench: LoadBench
    let lake: any Lake
    let id: LakeConformance.ID

    private static let provenance = Provenance(pipeline: "conformance", origin: "example.com", recipe: "r1")

    func run() async {
        await bench.run([
            isEmptyAtFirst, hidesUncommittedWork, saysWhatWasWritten, returnsRowsAsTheyWereWritten, returnsQuarantine,
            keepsSecretsOutOfQuarantine, passesErrorsOn, returnsRunRecords, amendsAPartition, renamesASource,
            findsNothingWrong,
        ])
    }

    private func isEmptyAtFirst() async throws {
        try await bench.expect(lake.listing() == LakeListing(), "lists something where nothing was written")
        try await bench.expect(lake.sources(of: "rows") == [], "names sources where nothing was written")
        let manifest = try await lake.manifest(of: bench.partition("rows"))
        bench.expect(manifest == nil, "has a manifest where nothing was written")
        try await bench.expect(records() == [], "has records where no run wrote one")
    }

    private func hidesUncommittedWork() async throws {
        let partition = bench.partition("uncommitted")
        try await bench.session("uncommitted") { session in
            let writer = try await session.open(bench.plan(partition))
            try await bench.add([("1", 20)], to: writer)
            try await bench.expect(lake.listing() == LakeListing(), "lists a partition before its commit")
            let manifest = try await lake.manifest(of: partition)
            bench.expect(manifest == nil, "has a manifest before the commit")
            try await writer.abandon(keepingProgress: false)
        }
        try await bench.expect(lake.listing() == LakeListing(), "lists a partition that was given up")
    }

    private func saysWhatWasWritten() async throws {
        let partition = bench.partition("rows")
        var batch = try bench.batchWithARejectedRow()
        batch.leaveOut(2)
        try await bench.load(batch, bench.plan(partition, provenance: Self.provenance))
        try await bench.load([], bench.partition("empty"))
        let listing = try await lake.listing()
        bench.expect(listing.damaged == [], "calls a partition damaged that is not")
        let reports = listing.manifests.map(\.report)
        bench.expect(reports == ["empty", "rows"], "does not list what was committed, in order: \(reports)")
        try await bench.expect(lake.sources(of: "rows") == ["s"], "does not name the sources of a report")
        guard let manifest = try await lake.manifest(of: partition) else {
            return bench.expect(false, "has no manifest of what was committed")
        }
        bench.expect(listing.manifests.last == manifest, "lists another manifest than it reads")
        bench.expect(manifest.partition == partition, "the manifest names another partition")
        bench.expect(
            (manifest.received, manifest.rows, manifest.quarantined, manifest.filtered) == (3, 1, 1, 1),
            "the manifest counts wrongly")
        bench.expect(manifest.schema.map(\.name) == ["id", "at", "note"], "the manifest has other columns")
        bench.expect(manifest.state == .final, "the manifest has another state")
        bench.expect(manifest.provenance == Self.provenance, "the manifest does not say where its rows come from")
        bench.expect(manifest.timeZone == LoadBench.zone.identifier, "the manifest names another zone")
        bench.expect(manifest.windows.map(\.rows) == [3], "the manifest does not say what each window brought")
        bench.expect(manifest.extractedAt == "2026-09-21T14:13:20Z", "the manifest was received at another time")
    }

    private func returnsRowsAsTheyWereWritten() async throws {
        try await bench.expect(ids("rows") == ["1"], "rows in quarantine, or left out, come back as rows")
        try await bench.load([("1", 10), ("2", 30)], bench.partition("replaced"))
        try await bench.load([("3", 10), ("4", 30), ("5", 20)], bench.partition("replaced"))
        try await bench.expect(ids("replaced") == ["4", "5", "3"], "rows don't come back as they were written last")
        try await bench.expect(ids("empty") == [], "a day without rows brings some")
    }

    private func returnsQuarantine() async throws {
        let rows = try await quarantine("rows")
        bench.expect(rows.count == 1, "rows that come out of quarantine: \(rows.count), where one went in")
        guard let row = rows.first else { return }
        bench.expect(
            [row.reason, row.field, row.value] == ["invalid_decimal", "note", "x"], "forgets why a row was rejected")
        bench.expect(row.isObject && text(row).contains(#""id":"2""#), "a rejected row does not come back as it came")
        try await bench.expect(quarantine("empty").isEmpty, "a day without rows has some in quarantine")
    }

    private func keepsSecretsOutOfQuarantine() async throws {
        let hiding = Redaction(field: "note") { _ in Array("***".utf8) }
        let partition = bench.partition("secret")
        try await bench.load(bench.batchWithARejectedRow(), bench.plan(partition, redactions: [hiding]))
        let rows = try await quarantine("secret")
        bench.expect(rows.count == 1, "rows with something to hide don't come out of quarantine")
        bench.expect(rows.allSatisfy { $0.value != "x" && !text($0).contains("ñ") }, "shows what must be hidden")
        let hidden = try await lake.manifest(of: partition)?.quarantineHides
        bench.expect(hidden == ["note"], "the manifest does not say what is hidden in quarantine")
    }

    private func passesErrorsOn() async throws {
        struct Stop: Error {}
        do {
            try await lake.forEachRow(of: bench.partition("replaced")) { _ in throw Stop() }
            bench.expect(false, "an error of what reads the rows is lost")
        } catch {
            bench.expect(error is Stop, "an error of what reads the rows becomes another one: \(error)")
        }
    }

    private func returnsRunRecords() async throws {
        struct Stop: Error {}
        try await lake.writeRunRecord(id: "run-1") { write in
            try write(Array(#"{"run":"#.utf8))
            try write(Array("1}".utf8))
        }
        try? await lake.writeRunRecord(id: "run-2") { write in
            try write(Array(#"{"run":"#.utf8))
            throw Stop()
        }
        try await bench.expect(
            records() == [#"{"run":1}"#], "the record of a run does not come back, whole or not at all")
    }

    private func amendsAPartition() async throws {
        let partition = bench.partition("amended")
        let plan = bench.plan(partition)
        try await bench.load(bench.batchWithARejectedRow(), plan)
        guard let manifest = try await lake.manifest(of: partition) else { return }
        let left = try await quarantine("amended")
        let keeping = lake.amending(manifest, keeping: left, hidden: [])
        try await bench.load(bench.batch([]), plan, of: keeping)
        try await bench.expect(quarantine("amended").count == 1, "rows that are to stay in quarantine don't")
        try await bench.load(bench.batch([("2", 15)]), plan, of: lake.amending(manifest, keeping: [], hidden: []))
        try await bench.expect(
            ids("amended").sorted() == ["1", "2", "3"], "rows out of quarantine don't join the others")
        try await bench.expect(quarantine("amended").isEmpty, "rows that now fit stay in quarantine")
        let after = try await lake.manifest(of: partition)
        bench.expect(after?.rows == 3 && after?.quarantined == 0, "the manifest does not count rows out of quarantine")
    }

    private func renamesASource() async throws {
        let before = try await lake.listing().manifests.count
        let report = try await lake.rename(source: "s", to: "t")
        bench.expect(report.moved == before && report.left == [], "does not move all days of a source that is renamed")
        try await bench.expect(lake.sources(of: "rows") == ["t"], "a source that was renamed keeps its name")
        let named = try await lake.listing().manifests.map(\.source)
        bench.expect(named == Array(repeating: "t", count: before), "manifests keep the name that a source had")
        try await bench.expect(ids("rows", source: "t") == ["1"], "rows of a source that was renamed are lost")
    }

    private func findsNothingWrong() async throws {
        let report = try await lake.verify()
        let manifests = try await lake.listing().manifests
        bench.expect(report.isSound, "finds something wrong where nothing is: \(report.problems)")
        bench.expect(report.partitions == manifests.count, "does not look at every partition")
        bench.expect(report.rows == manifests.reduce(0) { $0 + $1.rows }, "does not count every row")
    }

    func findsDamage(_ damage: LakeConformance.Damage) async throws {
        let partition = Partition(report: "replaced", source: "t", day: LoadBench.day)
        try await damage(partition)
        let problems = try await lake.verify().problems
        bench.expect(!problems.isEmpty, "does not find a damaged partition")
    }

    private func ids(_ report: String, source: String = "s") async throws -> [String] {
        var ids: [String] = []
        try await lake.forEachRow(of: Partition(report: report, source: source, day: LoadBench.day)) { line in
            if let id = try id(line) { ids.append(id) }
        }
        return ids
    }

    private func quarantine(_ report: String) async throws -> [QuarantinedRow] {
        var rows: [QuarantinedRow] = []
        try await lake.forEachQuarantinedRow(of: bench.partition(report)) { rows.append($0) }
        return rows
    }

    private func records() async throws -> [String] {
        var records: [String] = []
        try await lake.forEachRunRecord { records.append(String(decoding: $0, as: UTF8.self)) }
        return records
    }

    private func text(_ row: QuarantinedRow) -> String { String(decoding: row.row, as: UTF8.self) }
}
