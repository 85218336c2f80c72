internal import Foundation

/// Who holds a lease, as its file or object tells others.
package struct LeaseHolder: Codable, Sendable, Hashable {
    package var pid: Int32
    package var host: String
    /// ISO 8601, in UTC.
    package var since: String
    package var pipeline: String

    /// A holder.
    package init(pid: Int32, host: String, since: String, pipeline: String) {
        (self.pid, self.host, self.since, self.pipeline) = (pid, host, since, pipeline)
    }

    /// The bytes for the file.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0A]
    }

    /// What a file says; nil while its writer has not come to it yet.
    package static func decoded(_ bytes: [UInt8]) -> LeaseHolder? {
        try? JSONDecoder().decode(LeaseHolder.self, from: Data(bytes))
    }

    /// For people: `pid 1234 on etl-1 since 2026-10-01T08:15:42Z (pipeline nightly)`.
    package var sentence: String {
        "pid \(pid) on \(Self.visible(host)) since \(Self.visible(since)) (pipeline \(Self.visible(pipeline)))"
    }

    /// The file may come from another machine: nothing in it steers a terminal.
    private static func visible(_ text: String) -> String {
        let plain = text.unicodeScalars.filter { !controls.contains($0.properties.generalCategory) }
        return String(String.UnicodeScalarView(plain.prefix(100)))
    }

    private static let controls: Set<Unicode.GeneralCategory> = [
        .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse,
    ]
}
