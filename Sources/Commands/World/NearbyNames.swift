import Disk
import ETL
import Engine
import Foundation
import S3

/// What lies beside a path that does not exist, for the name that somebody probably meant.
struct NearbyNames {
    /// What is looked for.
    enum Kind {
        case folder, pipelineFile
    }

    let context: CommandContext

    /// Returns `Did you mean lake?`, or nil where nothing beside the path has a name like its own.
    func question(for path: String, _ kinds: Set<Kind>) -> String? {
        let written = (path as NSString).lastPathComponent
        let parent = (context.absolute(path) as NSString).deletingLastPathComponent
        var names: [String: String] = [:]
        for name in ((try? Files.names(in: parent)) ?? []).reversed() where !name.hasPrefix(".") {
            let isFolder = Files.isDirectory("\(parent)/\(name)")
            guard isFolder ? kinds.contains(.folder) : kinds.contains(.pipelineFile) && Self.stem(name) != name else {
                continue
            }
            // The endings of files are the same in any case, so they say nothing of how much alike two names are.
            names[Self.stem(name).lowercased()] = name
        }
        guard let nearest = NearestName.of(Self.stem(written), among: names.keys.sorted()), let name = names[nearest]
        else { return nil }
        let shown = (path as NSString).deletingLastPathComponent
        return "Did you mean \(shown.isEmpty ? name : (shown as NSString).appendingPathComponent(name))?"
    }

    /// The name of a pipeline file without its ending.
    static func stem(_ name: String) -> String {
        for ending in [".yaml", ".yml"] where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
        return name
    }
}

extension CommandContext {
    /// Returns the absolute path of a folder that a pipeline writes to; a place in an object store as it is.
    ///
    /// - Throws: ``Failure`` if there is nothing of that name; what names something else than a folder is for the caller.
    func outputFolder(_ path: String) throws -> String {
        if S3Location.isNamed(by: path) { return path }
        let absolute = absolute(path)
        if Files.kind(following: absolute) != nil { return absolute }
        let question = NearbyNames(context: self).question(for: path, [.folder])
        throw Failure(
            .files, "There is no folder \(path)",
            advice: [question, "Name the folder that a pipeline writes to"].compactMap(\.self).joined(separator: " "))
    }
}
