import Foundation
import TestSupport
import Testing

extension Workplace {
    /// A file at a moment.
    struct Snapshot: Equatable {
        var bytes: Data
        var modified: Date?
    }

    /// Files below a folder, relative to the workplace, sorted.
    func files(below path: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: self.path(path))?.compactMap { $0 as? String } ?? []
        return names.map { "\(path)/\($0)" }.filter { name in
            (try? url(name).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
        }.sorted()
    }

    /// What readers see of an output folder, manifests included and records of runs left out.
    func snapshot(_ path: String) throws -> [String: Snapshot] {
        var all: [String: Snapshot] = [:]
        for name in files(below: path) where !name.hasPrefix("\(path)/_runs/") && !name.contains("/_staging/") {
            let attributes = try FileManager.default.attributesOfItem(atPath: self.path(name))
            all[name] = Snapshot(
                bytes: try Data(contentsOf: url(name)), modified: attributes[.modificationDate] as? Date)
        }
        return all
    }

    /// The only data file of a day.
    func dataFile(_ report: String, _ day: String, in output: String = "output", format: String = "ndjson") -> String {
        "\(output)/report=\(report)/source=bogota/day=\(day)/\(report)-\(day).\(format).gz"
    }

    /// The lines of a gzip file.
    func lines(_ path: String) async throws -> [String] {
        let text = String(decoding: try await unpacked(path), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    func unpacked(_ path: String) async throws -> Data { try await Tool.run("gzip", ["-dc", self.path(path)]) }

    /// All that lies below a folder as text, what is packed unpacked.
    func everything(below path: String) async throws -> String {
        var text = ""
        for name in files(below: path) {
            let bytes = name.hasSuffix(".gz") ? try await unpacked(name) : try Data(contentsOf: url(name))
            text += "\(name)\n" + String(decoding: bytes, as: UTF8.self) + "\n"
        }
        return text
    }

    /// Those of the values that stand in a text, found by grep(1): hundreds of them, compared here character by character,
    /// would keep all other tests waiting.
    func values(_ values: some Collection<String>, standingIn text: String) async throws -> [String] {
        try write(values.joined(separator: "\n"), to: "values.txt")
        let found = try await Tool.run(
            "sh", ["-c", "LC_ALL=C grep -oFf \"$0\" || [ $? = 1 ]", self.path("values.txt")], input: text)
        return Set(String(decoding: found, as: UTF8.self).split(separator: "\n").map(String.init)).sorted()
    }
}
