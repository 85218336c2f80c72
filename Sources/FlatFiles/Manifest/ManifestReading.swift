internal import Disk
package import ETL

/// What was found in a manifest's place, by itself or with the files of its partition.
package enum ManifestReading: Sendable {
    case absent
    case found(Manifest)
    /// It cannot be relied on; the partition counts as never written, and its day is requested again.
    case damaged(reason: String)
    /// A newer version of the program wrote it.
    case newer(version: Int)

    /// The manifest, if it can be relied on.
    package var manifest: Manifest? {
        if case .found(let manifest) = self { manifest } else { nil }
    }

    /// Reads a manifest.
    ///
    /// - Throws: ``ETLError`` if the system does not let it be read.
    static func read(_ path: String) throws -> ManifestReading {
        var reader = ManifestReader()
        return try read(path, by: &reader)
    }

    /// Reads one of many manifests.
    ///
    /// - Throws: ``ETLError`` if the system does not let it be read.
    static func read(_ path: String, by reader: inout ManifestReader) throws -> ManifestReading {
        guard let found = try Files.status(path) else { return .absent }
        switch found.kind {
        case .file: break
        case .directory: return .damaged(reason: "it is a directory")
        case .link: return .damaged(reason: "it is a symbolic link")
        case .other: return .damaged(reason: "it is not a file")
        }
        guard found.size <= Files.mostBytesRead else { return .damaged(reason: "it is too long") }
        guard let bytes = try Files.contents(of: path) else { return .absent }
        return read(bytes, by: &reader)
    }

    /// Reads a manifest's bytes.
    package static func read(_ bytes: [UInt8]) -> ManifestReading {
        var reader = ManifestReader()
        return read(bytes, by: &reader)
    }

    private static func read(_ bytes: [UInt8], by reader: inout ManifestReader) -> ManifestReading {
        do throws(ManifestReader.Unreadable) {
            let manifest = try reader.read(bytes)
            guard manifest.formatVersion > 0 else { return .damaged(reason: "it has no format_version") }
            guard manifest.formatVersion <= Manifest.currentVersion else {
                return .newer(version: manifest.formatVersion)
            }
            return manifest.flaw.map { .damaged(reason: $0) } ?? .found(manifest)
        } catch {
            guard let version = error.version, version > 0 else { return .damaged(reason: "it has no format_version") }
            return version > Manifest.currentVersion
                ? .newer(version: version) : .damaged(reason: "a key is missing or has a wrong value")
        }
    }

    /// The error for a manifest that only a newer version of the program can read.
    package static func newer(_ path: String, version: Int) -> ETLError {
        ETLError(
            .files, "\(path) was written by a newer version of the program (format_version \(version))",
            advice: "Use that version, or write to another directory")
    }
}

extension Manifest {
    /// Takes what is known of the data file once it is whole; nil for a day without one.
    mutating func record(_ data: GzipStream.Finished?, as name: String) {
        file = data.map { _ in name }
        bytes = data?.bytes ?? 0
        uncompressedBytes = data?.contentBytes ?? 0
        sha256 = data?.sha256
        contentSHA256 = data?.contentSHA256
    }

    /// Whether it lies where its report, source and day belong.
    func lies(in directory: String) -> Bool {
        let parts = directory.split(separator: "/").map(String.init)
        return parts.first == "report=\(report)" && parts.last == "day=\(day)"
            && (parts.count == 2 || parts[1] == "source=\(source)")
    }
}
