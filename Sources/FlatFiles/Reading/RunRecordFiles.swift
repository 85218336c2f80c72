/// The run records of an output directory.
package enum RunRecordFiles {
    /// Reads the records of `_runs`, newest first, until `body` returns false. A record that cannot be read is skipped.
    ///
    /// - Throws: `ETLError` if the directory cannot be read; what `body` throws.
    package static func forEach(in directory: String, _ body: ([UInt8]) throws -> Bool) throws {
        let root = try OutputRoot(existing: directory)
        // Their names begin with the time.
        let names = try Files.names(in: root.absolute(PartitionPlaces.runsRoot)).filter { $0.hasSuffix(".json") }
        for name in names.sorted(by: >) {
            let path = root.absolute("\(PartitionPlaces.runsRoot)/\(name)")
            guard try Files.status(path)?.kind == .file, let bytes = try? Files.contents(of: path) else { continue }
            guard try body(bytes) else { return }
        }
    }
}
