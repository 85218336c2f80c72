internal import Disk
internal import ETL
internal import Foundation

/// What was found in a manifest's place.
enum ManifestReading: Sendable {
    case absent
    case found(Manifest)
    /// It cannot be relied on; the partition counts as never written.
    case damaged(reason: String)
    /// A newer version of the program wrote it.
    case newer(version: Int)

    /// The manifest, if it can be relied on.
    var manifest: Manifest? {
        if case .found(let manifest) = self { manifest } else { nil }
    }

    /// Reads a manifest.
    ///
    /// - Throws: ``ETLError`` if the system does not let it be read.
    static func read(_ path: String) throws -> ManifestReading {
        guard let found = try Files.status(path) else { return .absent }
        switch found.kind {
        case .file: break
        case .directory: return .damaged(reason: "it is a directory")
        case .link: return .damaged(reason: "it is a symbolic link")
        case .other: return .damaged(reason: "it is not a file")
        }
        guard found.size <= Files.mostBytesRead else { return .damaged(reason: "it is too long") }
        guard let bytes = try Files.contents(of: path) else { return .absent }
        return read(bytes)
    }

    /// Reads a manifest's bytes.
    static func read(_ bytes: [UInt8]) -> ManifestReading {
        struct Version: Decodable {
            let format_version: Int
        }
        let data = Data(bytes)
        guard let version = try? JSONDecoder().decode(Version.self, from: data).format_version, version > 0 else {
            return .damaged(reason: "it has no format_version")
        }
        guard version <= Manifest.currentVersion else { return .newer(version: version) }
        do {
            let manifest = try JSONDecoder().decode(Manifest.self, from: data)
            if let flaw = manifest.flaw { return .damaged(reason: flaw) }
            return .found(manifest)
        } catch {
            return .damaged(reason: "a key is missing or has a wrong value")
        }
    }

    /// The error for a manifest that only a newer version of the program can read.
    static func newer(_ path: String, version: Int) -> ETLError {
        ETLError(
            .files, "\(path) was written by a newer version of the program (format_version \(version))",
            advice: "Use that version, or write to another directory")
    }
}

extension Manifest {
    /// Whether its rows were received at an instant or later; false if it does not say when.
    func wasExtracted(since instant: Int64) -> Bool {
        Received.instant(extractedAt).map { $0 >= instant } ?? false
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
    /// The window, or nil if its ends are not times in order.
    var kept: KeptWindow? {
        guard let first = Self.localTime(from), let last = Self.localTime(to), first <= last else { return nil }
        return KeptWindow(part: 0, window: Window(first: first, last: last), rows: rows, calls: calls)
    }

    /// The clock on the wall that a text with an offset shows.
    static func localTime(_ text: String) -> LocalTime? {
        let parts = text.prefix(19).split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = Day(String(parts[0])) else { return nil }
        let clock = parts[1].split(separator: ":").map { Int($0) ?? -1 }
        guard clock.count == 3, 0..<24 ~= clock[0], 0..<60 ~= clock[1], 0..<60 ~= clock[2] else { return nil }
        return LocalTime(day, hour: clock[0], minute: clock[1], second: clock[2])
    }

    /// Seconds since 1970-01-01T00:00:00Z of a text with an offset, `…-05:00` or `…Z`.
    static func instant(_ text: String) -> Int64? {
        guard let local = localTime(text) else { return nil }
        let offset = text.dropFirst(19)
        if offset == "Z" { return local.seconds }
        let parts = offset.dropFirst().split(separator: ":").map { Int64($0) ?? -1 }
        guard let sign = offset.first, "+-".contains(sign), parts.count == 2, 0..<24 ~= parts[0], 0..<60 ~= parts[1]
        else { return nil }
        let seconds = parts[0] * 3600 + parts[1] * 60
        return local.seconds - (sign == "+" ? seconds : -seconds)
    }
}
