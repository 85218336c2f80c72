import Foundation

/// A block of YAML in the README or in docs/.
package struct DocumentedYAML: Sendable, CustomStringConvertible {
    package let document: String
    /// Its number among those of the document, from 1.
    package let number: Int
    package let text: String

    package var description: String { "\(document), block \(number)" }

    /// What a block is.
    package enum Kind: Sendable {
        /// A pipeline file, or some of its keys.
        case pipeline
        /// A list of transforms, one a line, each an example of its own.
        case transforms
        /// A scenario of the simulator.
        case scenario
    }

    package var kind: Kind {
        if text.hasPrefix("- ") { return .transforms }
        return hasKey("rules") ? .scenario : .pipeline
    }

    /// All blocks of all documents.
    package static func all() throws -> [DocumentedYAML] {
        let docs = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "docs").path)
        let documents = ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return try documents.flatMap { document in
            let text = try String(contentsOf: root.appending(path: document), encoding: .utf8)
            return text.components(separatedBy: "```yaml\n").dropFirst().enumerated().map { index, part in
                DocumentedYAML(
                    document: document, number: index + 1, text: part.components(separatedBy: "```")[0])
            }
        }
    }

    /// Those whose kind is one of these; none where the documents cannot be read, which ``all()`` says.
    package static func of(_ kinds: Kind...) -> [DocumentedYAML] {
        ((try? all()) ?? []).filter { kinds.contains($0.kind) }
    }

    /// Whole pipeline files: the block with what it leaves out, or one for each transform.
    package func pipelines() -> [String] {
        guard kind == .transforms else { return [completed(text)] }
        return text.split(separator: "\n").map {
            completed("reports: [cdr_1, cdr_3, cdr_6, diagram_9]\ntransform:\n  \($0)\n")
        }
    }

    private func completed(_ block: String) -> String {
        let missing = Self.skeleton.filter { !Self.hasKey($0.key, in: block) }.map(\.text)
        return missing.joined() + block
    }

    private static let skeleton: [(key: String, text: String)] = [
        ("version", "version: 1\n"), ("name", "name: documented\n"),
        (
            "sources",
            "sources:\n  - name: bogota\n    server: \"0012\"\n    token: ${WOLKVOX_TOKEN}\n    time_zone: America/Bogota\n"
        ),
        ("reports", "reports: [cdr_1, cdr_6]\n"), ("load", "load: { to: output }\n"),
    ]

    private func hasKey(_ key: String) -> Bool { Self.hasKey(key, in: text) }

    private static func hasKey(_ key: String, in text: String) -> Bool {
        text.split(separator: "\n").contains { $0.hasPrefix("\(key):") }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
