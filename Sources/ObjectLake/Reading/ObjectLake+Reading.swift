internal import Disk
package import ETL
internal import FlatFiles
internal import S3

/// What is in an object store is read by its manifests.
extension ObjectLake {
    /// How many objects are read side by side.
    static let readers = 16

    /// Lists the partitions of the store.
    package func listing() async throws -> LakeListing {
        var listing = LakeListing()
        try await forEachPartition { places in
            for (place, reading) in try await read(places) {
                func report(_ what: String) {
                    let path = place.places.manifest
                    listing.damaged.append(LakeProblem(path: path, what: what, partition: place.partition))
                }
                switch reading {
                case .absent:
                    // A first commit shows its files before its manifest.
                    guard !place.objects.isEmpty, try await !isBeingCommitted(place) else { continue }
                    report("its files have no manifest")
                case .found(let manifest): listing.manifests.append(manifest)
                case .damaged(let reason): report(reason)
                case .newer(let version): report(LakeProblem.newer(version))
                }
            }
        }
        listing.manifests.sort { ($0.report, $0.source, $0.day) < ($1.report, $1.source, $1.day) }
        listing.damaged.sort { $0.path < $1.path }
        return listing
    }

    func isBeingCommitted(_ place: RemotePartition) async throws -> Bool {
        try await store.head(ObjectIntent.key(place.places))?.size ?? 0 > 0
    }

    /// Hands over the partitions that have objects, some at a time.
    func forEachPartition(_ body: ([RemotePartition]) async throws -> Void) async throws {
        let quarantined = try await quarantineObjects()
        var (ready, objects, folder): ([RemotePartition], [S3ListedObject], String) = ([], [], "")
        func close() throws {
            guard let partition = PartitionPaths.partition(in: folder), !objects.isEmpty else { return objects = [] }
            if let hidden = quarantined[folder] { objects.append(hidden) }
            ready.append(try RemotePartition(partition, objects: objects))
            objects = []
        }
        try await store.forEachPage(below: "report=") { page in
            for object in page.objects {
                let parent = Self.parent(of: object.key)
                if parent != folder {
                    try close()
                    folder = parent
                }
                objects.append(object)
            }
            while ready.count >= Self.readers {
                try await body(Array(ready.prefix(Self.readers)))
                ready.removeFirst(Self.readers)
            }
        }
        try close()
        if !ready.isEmpty { try await body(ready) }
    }

    /// The objects in quarantine, by the folders of their partitions.
    private func quarantineObjects() async throws -> [String: S3ListedObject] {
        var found: [String: S3ListedObject] = [:]
        let root = PartitionPaths.quarantineRoot + "/"
        try await store.forEachPage(below: root + "report=") { page in
            for object in page.objects { found[String(Self.parent(of: object.key).dropFirst(root.count))] = object }
        }
        return found
    }

    static func parent(of key: String) -> String { key.lastIndex(of: "/").map { String(key[..<$0]) } ?? "" }

    private func read(_ places: [RemotePartition]) async throws -> [(RemotePartition, ManifestReading)] {
        let store = store
        return try await withThrowingTaskGroup(of: (RemotePartition, ManifestReading).self) { group in
            for place in places {
                group.addTask {
                    var place = place
                    var reading = try await place.read(in: store)
                    var isFlawed = false
                    switch reading {
                    case .damaged: isFlawed = true
                    case .absent: isFlawed = !place.objects.isEmpty
                    case .found, .newer: break
                    }
                    if isFlawed {
                        // A commit may have been under way.
                        place = try await RemotePartition(place.partition, in: store)
                        reading = try await place.read(in: store)
                    }
                    return (place, reading)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Reads one manifest.
    package func manifest(of partition: Partition) async throws -> Manifest? {
        let places = try PartitionPaths(partition)
        guard let found = try await store.bytes(of: places.manifest, limit: Files.mostBytesRead) else { return nil }
        return ManifestReading.read(found.bytes).manifest
    }

    /// Lists the folders of a report.
    package func sources(of report: String) async throws -> [String] {
        try SafeName.check(report, as: "The report's name")
        let key = "source="
        return try await store.folders(below: "report=\(report)/\(key)").map { String($0.dropFirst(key.count)) }
            .filter { SafeName.isSafe($0) }.sorted()
    }

    /// Reads a data file.
    package func forEachRow(of partition: Partition, _ body: ([UInt8]) throws -> Void) async throws {
        try await withCopy(of: partition) { try await $0.forEachRow(of: partition, body) }
    }

    /// Reads a quarantine file.
    package func forEachQuarantinedRow(of partition: Partition, _ body: (QuarantinedRow) throws -> Void) async throws {
        try await withCopy(of: partition) { try await $0.forEachQuarantinedRow(of: partition, body) }
    }

    /// Brings a partition to a folder that is gone afterwards.
    func withCopy<R>(of partition: Partition, _ body: (any Lake) async throws -> R) async throws -> R {
        try await withFolder("object-lake-copy") { copy in
            try await withThreeAttempts {
                var remote = try await RemotePartition(partition, in: store)
                try await remote.bring(from: store, to: copy.options.directory)
            }
            return try await body(copy)
        }
    }

    /// Makes a lake in a folder of this machine that is gone afterwards.
    func withFolder<R>(_ name: String, _ body: (FlatFileLoader) async throws -> R) async throws -> R {
        var options = loader.options
        options.directory = try Files.makeTemporaryDirectory(name)
        defer { Files.removeTree(options.directory) }
        return try await body(FlatFileLoader(options))
    }
}
