internal import Disk
internal import Synchronization

/// The files that rows out of order wait in. One that is done with is taken again: what the system keeps of it in memory
/// is overwritten, which costs much less than to make a new file and to take an old one away.
final class SpoolFiles: Sendable {
    private let idle = Mutex<[OpenFile]>([])

    /// As many as are sorted and filled at the same time, as a rule.
    private static let mostIdle = 2

    /// A file whose content does not matter, beside the file at a path.
    func take(beside path: String) throws -> OpenFile {
        if let file = idle.withLock({ $0.popLast() }) { return file }
        let file = try OpenFile(path + ".unsorted", .replace, mode: 0o600)
        // Nobody else needs its name; so nothing is left behind by a kill.
        try Files.remove(file.path)
        return file
    }

    /// Takes a file back that nobody reads any more.
    func giveBack(_ file: OpenFile) {
        idle.withLock { if $0.count < Self.mostIdle { $0.append(file) } }
    }
}
