internal import Disk

/// The run records of an output directory.
enum RunRecordFiles {
    static let suffix = ".json"

    /// Reads the records of `_runs`, one after another. A record that cannot be read is skipped.
    ///
    /// - Throws: `ETLError` if the directory cannot be read; what `body` throws.
    static func forEach(in root: OutputRoot, _ body: ([UInt8]) throws -> Void) throws {
        for name in try Files.names(in: root.absolute(PartitionPlaces.runsRoot)) where name.hasSuffix(suffix) {
            let path = root.absolute("\(PartitionPlaces.runsRoot)/\(name)")
            guard try Files.status(path)?.kind == .file, let bytes = try? Files.contents(of: path) else { continue }
            try body(bytes)
        }
    }
}
