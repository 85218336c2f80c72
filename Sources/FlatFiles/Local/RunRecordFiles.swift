internal import Disk
internal import Foundation

/// The run records of an output directory.
enum RunRecordFiles {
    static let suffix = ".json"

    /// Reads the records of `_runs`, one after another. A record that cannot be read is skipped.
    ///
    /// - Throws: `ETLError` if the directory cannot be read; what `body` throws.
    static func forEach(in root: OutputRoot, _ body: ([UInt8]) throws -> Void) throws {
        try forEachNamed(in: root) { _, bytes in if !bytes.isEmpty { try body(bytes) } }
    }

    /// Reads the records with their names, relative to the output. A record that cannot be read is no bytes.
    ///
    /// - Throws: `ETLError` if the directory cannot be read; what `body` throws.
    static func forEachNamed(in root: OutputRoot, _ body: (_ name: String, _ record: [UInt8]) throws -> Void) throws {
        for name in try Files.names(in: root.absolute(PartitionPaths.runsRoot)) where name.hasSuffix(suffix) {
            let relative = "\(PartitionPaths.runsRoot)/\(name)"
            let path = root.absolute(relative)
            guard let found = try Files.status(path) else { continue }
            try body(relative, (found.kind == .file ? try? Files.contents(of: path) : nil) ?? [])
        }
    }
}

/// Keeps `_runs` from growing for ever: a record goes when it is older than ninety days and a thousand newer ones are there.
///
/// Both must hold: a run every night leaves its records for years, and one every five minutes for ninety days, which is
/// what a page of coverage looks back at.
package struct RunRecordPruning {
    /// Newest records that stay, however old they are.
    package static let newest = 1000
    /// Days for which a record stays, however many there are.
    package static let days = 90

    let newest: Int
    let days: Int

    /// Limits; those of the program without more.
    package init(newest: Int = Self.newest, days: Int = Self.days) {
        self.newest = newest
        self.days = days
    }

    /// Removes what is too old in a folder of run records, as seen from the run that was recorded last. What is not a
    /// record of a run stays, whatever it is called; what cannot be read or removed is left for the next run.
    func prune(_ folder: String, after id: String) {
        guard let files = try? Files.names(in: folder) else { return }
        let suffix = RunRecordFiles.suffix
        let names = files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
        for name in outdated(names, after: id) where isRecord("\(folder)/\(name)\(suffix)", of: name) {
            _ = try? Files.remove("\(folder)/\(name)\(suffix)")
        }
    }

    /// Returns which of some runs are too old, by their ids, as seen from the run that was recorded last. What is not the
    /// id of a run is left out.
    package func outdated(_ ids: [String], after id: String) -> [String] {
        guard let now = RecordName(id)?.time else { return [] }
        let names = ids.compactMap(RecordName.init).sorted { $0.id > $1.id }
        return names.dropFirst(newest).filter { $0.time < now - Double(days * 86_400) }.map(\.id)
    }

    /// Whether a file is what a run wrote under that name.
    private func isRecord(_ path: String, of id: String) -> Bool {
        guard (try? Files.status(path))??.kind == .file,
            let bytes = try? Files.contents(of: path),
            let record = try? JSONDecoder().decode(Record.self, from: Data(bytes))
        else { return false }
        return record.run == id
    }

    private struct Record: Decodable {
        let run: String
    }

    /// The id of a run: the second in which it began, in UTC, and what tells it from others.
    private struct RecordName {
        let id: String
        /// Seconds since 1970.
        let time: Double

        init?(_ text: some StringProtocol) {
            let stamp = text.prefix(16)
            guard String(text).wholeMatch(of: /[0-9]{8}T[0-9]{6}Z-[0-9a-z]+/) != nil,
                let date = try? Date(String(stamp), strategy: Self.strategy)
            else { return nil }
            id = String(text)
            time = date.timeIntervalSince1970
        }

        private static let strategy = Date.ISO8601FormatStyle(
            dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted)
    }
}
