internal import Crypto
internal import Disk
internal import ETL
internal import FlatFiles

/// The files of a partition in a folder that is written like a lake on disk.
struct LocalPartition: Sendable {
    struct File: Sendable {
        let path: String
        let size: Int
        /// In hexadecimal.
        let sha256: String
    }

    private let places: PartitionPaths
    private let output: String

    init(_ places: PartitionPaths, in output: String) {
        (self.places, self.output) = (places, output)
    }

    /// What the manifest holds.
    ///
    /// - Throws: `ETLError` if it is missing.
    func manifestBytes() throws -> [UInt8] {
        guard let bytes = try Files.contents(of: "\(output)/\(places.manifest)") else {
            throw ETLError(
                .files, "\(output)/\(places.manifest) is gone, and the store was not changed", advice: "Run again")
        }
        return bytes
    }

    /// The files that the manifest names, by their keys in the store.
    ///
    /// - Throws: `ETLError` if the manifest cannot be relied on, or a file is missing or of another size.
    func files() throws -> [String: File] {
        guard let manifest = ManifestReading.read(try manifestBytes()).manifest else {
            throw damaged(places.manifest)
        }
        var files: [String: File] = [:]
        if let name = manifest.file, let sha256 = manifest.sha256 {
            let key = "\(places.directory)/\(name)"
            files[key] = File(path: "\(output)/\(key)", size: manifest.bytes, sha256: sha256)
        }
        if manifest.quarantined > 0 {
            let path = "\(output)/\(places.quarantine)"
            files[places.quarantine] = File(
                path: path, size: try OpenFile(path, .read).size(), sha256: try StagedBytes.sha256(of: path))
        }
        for (key, file) in files {
            guard try Files.status(file.path)?.size == file.size, try StagedBytes.sha256(of: file.path) == file.sha256
            else { throw damaged(key) }
        }
        return files
    }

    private func damaged(_ key: String) -> ETLError {
        ETLError(
            .files, "\(output)/\(key) is not what was committed, and the store was not changed",
            advice: "Run again; the day is requested again")
    }
}

extension PartitionPaths {
    /// Whether a key is one that a commit of the partition may remove: what others have put beside it stays.
    func isOwn(_ key: String) -> Bool {
        key == quarantine || RowFormat.all.contains { key == "\(directory)/\(data($0))" }
    }

    /// Whether a key is of the partition, its manifest's included.
    func isKept(_ key: String) -> Bool { key == manifest || isOwn(key) }
}
