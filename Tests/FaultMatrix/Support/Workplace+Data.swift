import Foundation

@testable import FlatFiles

extension Workplace {
    /// The bytes of all files that readers see below the output, data, manifests and quarantine, by path.
    func visible(_ output: String = "output") throws -> [String: Data] {
        var all: [String: Data] = [:]
        for name in files(below: output) where !name.contains("/_runs/") && !name.contains("/_staging/") {
            all[String(name.dropFirst(output.count + 1))] = try Data(contentsOf: url(name))
        }
        return all
    }

    /// Files below the workplace in which, packed or not, the token stands.
    func leaks() throws -> [String] {
        let token = Data(Self.token.utf8)
        return try files(below: ".").filter { name in
            guard name != "./pipeline.yaml" else { return false }
            let bytes = try Data(contentsOf: url(name))
            let content = name.hasSuffix(".gz") ? try? Gzip.unpacked(bytes) : nil
            return bytes.range(of: token) != nil || content?.range(of: token) != nil
        }
    }
}

extension [String: Data] {
    /// The data files of a report's days.
    func data(of report: String, _ days: [String]) -> Self {
        filter { name, _ in
            name.hasPrefix("report=\(report)/") && name.hasSuffix(".gz")
                && days.contains { name.contains("day=\($0)/") }
        }
    }

    /// All that belongs to other reports or days, manifests and quarantine included.
    func others(than report: String, _ days: [String]) -> Self {
        filter { name, _ in
            !name.contains("report=\(report)/") || !days.contains { name.contains("day=\($0)/") }
        }
    }

    /// Lines of all of its gzip files, sorted.
    func lines() throws -> [Substring] {
        let texts = try filter { $0.key.hasSuffix(".gz") }.values.map {
            String(decoding: try Gzip.unpacked($0), as: UTF8.self)
        }
        return texts.flatMap { $0.split(separator: "\n") }.sorted()
    }
}

/// Reads gzip files.
enum Gzip {
    static func unpacked(_ bytes: Data) throws -> Data {
        let inflater = try Inflater(.gzip)
        var content = Data()
        try inflater.inflate(Array(bytes)) { content.append(contentsOf: $0) }
        guard inflater.isAtEnd else { throw DamagedGzip(reason: "it is cut off") }
        return content
    }
}
