internal import ETL
internal import Foundation

/// What was found in a manifest's place.
enum ManifestReading: Sendable {
    case absent
    case found(Manifest)
    /// It cannot be relied on; the partition counts as never written.
    case damaged(reason: String)

    var manifest: Manifest? {
        if case .found(let manifest) = self { manifest } else { nil }
    }

    /// Reads a manifest.
    ///
    /// - Throws: ``ETLError`` if it cannot be read, or if a newer version of the program wrote it.
    static func read(_ path: String) throws -> ManifestReading {
        guard let bytes = try Files.contents(of: path) else { return .absent }
        struct Version: Decodable {
            let format_version: Int
        }
        let data = Data(bytes)
        guard let version = try? JSONDecoder().decode(Version.self, from: data).format_version else {
            return .damaged(reason: "it is no manifest")
        }
        guard version <= Manifest.currentVersion else {
            throw ETLError(
                .files, "\(path) was written by a newer version of the program (format_version \(version))",
                advice: "Use that version, or write to another directory")
        }
        do {
            let manifest = try JSONDecoder().decode(Manifest.self, from: data)
            if let flaw = manifest.flaw { return .damaged(reason: flaw) }
            return .found(manifest)
        } catch {
            return .damaged(reason: "a key is missing or has a wrong value")
        }
    }
}

extension Manifest {
    /// What makes the manifest unfit to be relied on.
    fileprivate var flaw: String? {
        guard partition != nil else { return "its day is no day" }
        if let file, !SafeName.isSafe(file) { return "its file's name is no name" }
        if [received, rows, quarantined, filtered ?? 0, bytes, uncompressedBytes].contains(where: { $0 < 0 }) {
            return "a count is below zero"
        }
        return windows.contains { $0.kept == nil } ? "a window is none" : nil
    }

    /// The partition as the stages see it.
    func committed(change: CommittedPartition.Change?, location: String?) -> CommittedPartition {
        CommittedPartition(
            received: received, rows: rows, quarantined: quarantined, leftOut: filtered ?? 0, bytes: bytes,
            state: state,
            change: change, location: location, windows: windows.compactMap(\.kept), provenance: provenance)
    }
}

extension Manifest.Received {
    /// The window, or nil if its ends are no times in order.
    var kept: KeptWindow? {
        guard let first = Self.localTime(from), let last = Self.localTime(to), first <= last else { return nil }
        return KeptWindow(part: 0, window: Window(first: first, last: last), rows: rows, calls: calls)
    }

    private static func localTime(_ text: String) -> LocalTime? {
        let parts = text.prefix(19).split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = Day(String(parts[0])) else { return nil }
        let clock = parts[1].split(separator: ":").map { Int($0) ?? -1 }
        guard clock.count == 3, 0..<24 ~= clock[0], 0..<60 ~= clock[1], 0..<60 ~= clock[2] else { return nil }
        return LocalTime(day, hour: clock[0], minute: clock[1], second: clock[2])
    }
}
