internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import FlatFiles
internal import S3

/// The objects of one partition as they were at a moment.
struct RemotePartition: Sendable {
    let partition: Partition
    let places: PartitionPaths
    /// By key, relative to the lake.
    private(set) var objects: [String: S3ListedObject] = [:]
    /// The SHA-256 of those that were brought, in hexadecimal.
    private(set) var hashes: [String: String] = [:]
    /// What the manifest holds, once it was read.
    private(set) var manifestBytes: [UInt8]?

    /// The SHA-256 of the manifest that was brought, or of nothing.
    var broughtManifest: String { Self.sha256(of: manifestBytes ?? []) }

    static func sha256(of bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

    /// The version of each object.
    var versions: [String: String] { objects.mapValues(\.etag) }

    /// Looks at a partition.
    init(_ partition: Partition, in store: any ObjectStore) async throws {
        let places = try PartitionPaths(partition)
        var objects: [S3ListedObject] = []
        for folder in [places.directory, places.quarantineDirectory] {
            objects += try await store.objects(below: folder + "/")
        }
        try self.init(partition, objects: objects)
    }

    /// A partition whose objects a listing has already brought.
    init(_ partition: Partition, objects: [S3ListedObject]) throws {
        self.partition = partition
        places = try PartitionPaths(partition)
        for object in objects where places.isKept(object.key) { self.objects[object.key] = object }
    }

    /// Reads the manifest, and compares the sizes of files with it.
    ///
    /// - Returns: what it says, or why it cannot be relied on.
    mutating func read(in store: any ObjectStore) async throws -> ManifestReading {
        guard let object = objects[places.manifest] else { return .absent }
        guard object.size <= Files.mostBytesRead else { return .damaged(reason: "the manifest is too long") }
        guard let found = try await store.bytes(of: places.manifest, limit: Files.mostBytesRead) else { return .absent }
        manifestBytes = found.bytes
        let reading = ManifestReading.read(found.bytes)
        switch reading {
        case .absent, .newer: return reading
        case .damaged(let reason): return .damaged(reason: "the manifest is damaged: \(reason)")
        case .found(let manifest): return flaw(manifest).map { .damaged(reason: $0) } ?? reading
        }
    }

    private func flaw(_ manifest: Manifest) -> String? {
        guard manifest.partition == partition else { return "the manifest is of another report, source or day" }
        for format in RowFormat.all where places.data(format) != manifest.file {
            if objects["\(places.directory)/\(places.data(format))"] != nil {
                return "\(places.data(format)) is there and not listed in the manifest"
            }
        }
        if let file = manifest.file {
            guard let object = objects["\(places.directory)/\(file)"] else { return "its file \(file) is missing" }
            guard object.size == manifest.bytes else {
                return
                    "\(file) has \(object.size) \(object.size.choosing("byte", "bytes")), and the manifest says \(manifest.bytes)"
            }
        }
        guard (objects[places.quarantine] != nil) == (manifest.quarantined > 0) else {
            return manifest.quarantined > 0
                ? "its quarantine file is missing" : "its quarantine file is not listed in the manifest"
        }
        return nil
    }

    /// Brings the partition to a folder that is written like a lake on disk, as it is in the store: the manifest last.
    ///
    /// - Throws: `ETLError` with the code `tryLater` if it was replaced meanwhile.
    mutating func bring(from store: any ObjectStore, to output: String) async throws {
        try Self.evict(places, from: output)
        manifestBytes = nil
        for key in objects.keys.filter({ $0 != places.manifest }).sorted() + [places.manifest] {
            guard let object = objects[key] else { continue }
            let path = "\(output)/\(key)"
            try Files.makeDirectories(Files.parent(of: path), mode: 0o700, errors: WorkFolder.errors)
            let file = try OpenFile(path, .replace, mode: 0o600, errors: WorkFolder.errors)
            var (hash, end) = (SHA256(), 0)
            var manifest: [UInt8] = []
            let isManifest = key == places.manifest
            let isThere = try await store.forEachPiece(of: key, ifMatch: object.etag) { piece in
                hash.update(data: piece)
                try file.write(piece, at: end)
                end += piece.count
                if isManifest { manifest += piece }
            }
            guard isThere else { throw ObjectLakeError.replaced(partition) }
            hashes[key] = hash.finalize().hexadecimal
            if isManifest { manifestBytes = manifest }
        }
    }

    /// Removes a partition's files from such a folder.
    static func evict(_ places: PartitionPaths, from output: String) throws {
        try Files.remove("\(output)/\(places.manifest)")
        for folder in [places.directory, places.quarantineDirectory].map({ "\(output)/\($0)" })
        where Files.isDirectory(folder) { try Files.removeDirectory(folder) }
    }
}

/// Failures of a lake in an object store.
enum ObjectLakeError {
    /// Somebody else was faster.
    static func replaced(_ partition: Partition) -> ETLError {
        ETLError(
            .tryLater, "\(partition) was replaced by another process or machine meanwhile", advice: "Run again")
    }

    /// Somebody else is at it.
    static func busy(_ partition: Partition) -> ETLError {
        ETLError(
            .tryLater, "\(partition) is being committed by another process or machine",
            advice: "Run again in some minutes")
    }
}

/// Does some work up to three times, as long as somebody else gets in its way.
func withThreeAttempts<R>(_ work: () async throws -> R) async throws -> R {
    for _ in 1...2 {
        do {
            return try await work()
        } catch let error as ETLError where error.code == .tryLater {}
    }
    return try await work()
}
