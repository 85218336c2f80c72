import ByteScan
import ETL
import FlatFiles
import Foundation
import Synchronization

/// A lake that lies in memory.
final class MemoryLake: Lake {
    /// What is visible of a partition.
    struct Day: Sendable {
        var manifest: Manifest
        var lines: [[UInt8]] = []
        var quarantine: [QuarantinedRow] = []
    }

    private let days = Mutex<[Partition: Day]>([:])
    private let records = Mutex<[[UInt8]]>([])

    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R { try await body(MemorySession(lake: self)) }

    func listing() -> LakeListing {
        LakeListing(manifests: days.withLock { $0.sorted { $0.key < $1.key } }.map(\.value.manifest))
    }

    func manifest(of partition: Partition) -> Manifest? { self[partition]?.manifest }

    func sources(of report: String) -> [String] {
        Set(days.withLock { $0.keys.filter { $0.report == report } }.map(\.source)).sorted()
    }

    func forEachRow(of partition: Partition, _ body: ([UInt8]) throws -> Void) throws {
        try self[partition]?.lines.forEach(body)
    }

    func forEachQuarantinedRow(of partition: Partition, _ body: (QuarantinedRow) throws -> Void) throws {
        try self[partition]?.quarantine.forEach(body)
    }

    func verify() -> VerifyReport {
        var report = VerifyReport()
        for (partition, day) in days.withLock({ $0 }) {
            report.partitions += 1
            report.rows += day.lines.count
            if day.lines.count != day.manifest.rows || day.quarantine.count != day.manifest.quarantined {
                report.problems.append(
                    LakeProblem(path: "\(partition)", what: "holds other rows than its manifest", partition: partition))
            }
        }
        return report
    }

    func writeRunRecord(id: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        var record: [UInt8] = []
        try content { record += $0 }
        records.withLock { $0.append(record) }
    }

    func forEachRunRecord(_ body: ([UInt8]) throws -> Void) throws { try records.withLock { $0 }.forEach(body) }

    func amending(_ manifest: Manifest, keeping kept: [QuarantinedRow], hidden: [String]) -> any Loader {
        Amending(lake: self, manifest: manifest, kept: kept)
    }

    func rename(source old: String, to new: String) -> RelocationReport {
        var report = RelocationReport()
        days.withLock { days in
            for (partition, var day) in days where partition.source == old {
                day.manifest.source = new
                days[partition] = nil
                days[Partition(report: partition.report, source: new, day: partition.day)] = day
                report.moved += 1
            }
        }
        return report
    }

    subscript(partition: Partition) -> Day? {
        get { days.withLock { $0[partition] } }
        set { days.withLock { $0[partition] = newValue } }
    }
}

/// Adds rows out of quarantine to a day.
private struct Amending: Loader {
    let lake: MemoryLake
    let manifest: Manifest
    let kept: [QuarantinedRow]

    func withSession<R: Sendable>(
        _ run: RunIdentity, _ body: nonisolated(nonsending) (any LoadSession) async throws -> R
    ) async throws -> R { try await body(MemorySession(lake: lake, amending: self)) }
}

private struct MemorySession: LoadSession {
    let lake: MemoryLake
    var amending: Amending?

    func committed(_ partition: Partition) -> CommittedPartition? {
        lake[partition]?.manifest.committed(change: nil, location: nil)
    }

    func markSuspect(_ partition: Partition) { lake[partition]?.manifest.state = .suspect }

    func open(_ plan: PartitionPlan) -> any PartitionWriter { MemoryWriter(lake, plan, amending) }
}

private final class MemoryWriter: PartitionWriter {
    /// Rows with what they are sorted by.
    struct Rows {
        var lines: [(time: LocalTime?, line: [UInt8])] = []
        var quarantine: [QuarantinedRow] = []
        var leftOut = 0
    }

    private let lake: MemoryLake
    private let plan: PartitionPlan
    private let amending: Amending?
    private let encoder: any RowWriter
    private var open = Rows()
    private var rows = Rows()
    private var windows: [KeptWindow] = []

    init(_ lake: MemoryLake, _ plan: PartitionPlan, _ amending: Amending?) {
        (self.lake, self.plan, self.amending) = (lake, plan, amending)
        encoder = RowFormat.ndjson.makeWriter(plan.schema)
    }

    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        let rejections = Dictionary(batch.rejections.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
        for row in rows {
            var line: [UInt8] = []
            var lengths: [Int] = []
            if let rejection = rejections[row] {
                let came = Array(batch.bytes[batch.rows.spans[row]])
                if let row = quarantined(rejection, row: came) { open.quarantine.append(row) }
            } else if batch.isLeftOut(row) {
                open.leftOut += 1
            } else {
                _ = encoder.append(row..<row + 1, of: batch, to: &line, until: .max, lengths: &lengths)
                open.lines.append((batch.times[row], Array(line.dropLast())))
            }
        }
    }

    /// A rejected row with its reason, its secrets hidden.
    private func quarantined(_ rejection: Rejection, row: [UInt8]) -> QuarantinedRow? {
        func hidden(_ value: String, of key: String) -> String {
            plan.redactions.filter { $0.field == key }.reduce(value) {
                String(decoding: $1.redact(Array($0.utf8)), as: UTF8.self)
            }
        }
        var line: [String: Any] = ["reason": rejection.reason.rawValue]
        line["field"] = rejection.field
        line["value"] = rejection.value.map { hidden($0, of: rejection.field ?? "") }
        if var row = try? JSONSerialization.jsonObject(with: Data(row)) as? [String: Any] {
            for case (let key, let value as String) in row { row[key] = hidden(value, of: key) }
            line["row"] = row
        } else {
            line["row_text"] = String(decoding: row, as: UTF8.self)
        }
        return (try? JSONSerialization.data(withJSONObject: line)).flatMap { QuarantinedRow(Array($0)) }
    }

    func keep(_ window: KeptWindow) {
        rows.lines += newestFirst(open.lines)
        rows.quarantine += open.quarantine
        rows.leftOut += open.leftOut
        windows.append(window)
        open = Rows()
    }

    func drop() { open = Rows() }

    func commit(_ outcome: PartitionOutcome) -> CommittedPartition {
        let old = lake[plan.partition]
        var day = MemoryLake.Day(
            manifest: Manifest(
                of: plan, windows: windows, rows: rows.lines.count, quarantined: rows.quarantine.count,
                leftOut: rows.leftOut, outcome: outcome, tool: "memory"),
            lines: rows.lines.map(\.line), quarantine: rows.quarantine)
        if let old, let amending { day = amended(old, keeping: amending.kept) }
        let isSame = old?.lines == day.lines && old?.quarantine.map(\.line) == day.quarantine.map(\.line)
        lake[plan.partition] = day
        return day.manifest.committed(
            change: old == nil ? .created : isSame ? .unchanged : .replaced, location: nil)
    }

    /// The day as it was, with the rows that now fit among its own.
    private func amended(_ old: MemoryLake.Day, keeping kept: [QuarantinedRow]) -> MemoryLake.Day {
        guard !rows.lines.isEmpty || rows.leftOut > 0 else { return old }
        var day = old
        day.lines += rows.lines.map(\.line)
        day.quarantine = kept + rows.quarantine
        day.manifest.rows = day.lines.count
        day.manifest.quarantined = day.quarantine.count
        return day
    }

    private func seconds(_ row: (time: LocalTime?, line: [UInt8])) -> Int64 { row.time?.seconds ?? 0 }

    /// Rows of a window, newest first; rows of one second as they came, and rows without a time where they are.
    private func newestFirst(_ rows: [(time: LocalTime?, line: [UInt8])]) -> [(time: LocalTime?, line: [UInt8])] {
        var ordered = rows
        let places = rows.indices.filter { rows[$0].time != nil }
        let timed = places.sorted { (seconds(rows[$1]), $0) < (seconds(rows[$0]), $1) }
        for (place, row) in zip(places, timed) { ordered[place] = rows[row] }
        return ordered
    }
}
