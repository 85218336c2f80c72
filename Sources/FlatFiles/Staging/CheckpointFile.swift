internal import Disk

/// The file of a checkpoint in a run's staging directory.
///
/// It isn't flushed to the disk: a power cut may lose some of it, and then the staged bytes don't fit it and the
/// partition is started over. A file that is done with is written over by the next checkpoint, of whatever partition of
/// the run: that costs the system far less than a file that is made and removed again.
struct CheckpointFile {
    static let suffix = ".checkpoint"

    let path: String

    /// More than the blocks that are on their way have, and what expectations remember.
    private static let mostBytes = 1 << 30

    private var part: String { path + ".part" }
    /// The one before, for the moment in which it is replaced.
    private var former: String { path + ".former" }
    private var spare: String { path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex) + "checkpoint.spare" }

    /// Whether there is one, or was one in the moment in which it was replaced.
    func isThere() throws -> Bool { try Files.status(path) != nil || Files.status(former) != nil }

    /// What it holds; nil if there is none.
    func contents() throws -> [UInt8]? {
        if try Files.status(path) == nil { try Files.rename(former, ifThereTo: path) }
        try Files.remove(former)
        return try Files.contents(of: path, most: Self.mostBytes)
    }

    /// Replaces it by what the pieces make up.
    func replace(by pieces: [[UInt8]]) throws {
        try Files.rename(spare, ifThereTo: part)
        do {
            try write(pieces)
        } catch {
            // What there is room for is needed by the data.
            _ = try? Files.remove(part)
            throw error
        }
        // Not over the one before: there are file systems that flush what replaces another file (ext4 does).
        try Files.rename(path, ifThereTo: former)
        try Files.rename(part, to: path)
        try Files.rename(former, ifThereTo: spare)
    }

    /// Writes what the pieces make up over the one before, on a disk that has no room for both; false if nothing was
    /// there before.
    ///
    /// Where there is no room for this either, the one before stays as it is. A kill in the middle leaves neither, and
    /// the partition is started over.
    func overwrite(by pieces: [[UInt8]]) throws -> Bool {
        guard let file = try OpenFile(ifThere: path, .existing) else { return false }
        let bytes = Array(pieces.joined())
        let former = try file.size()
        do {
            // First what may fail: the rest has its room already.
            try file.write(Array(bytes.dropFirst(former)), at: former)
        } catch {
            try file.truncate(to: former)
            throw error
        }
        try file.write(Array(bytes.prefix(former)), at: 0)
        try file.truncate(to: bytes.count)
        return true
    }

    private func write(_ pieces: [[UInt8]]) throws {
        let file = try OpenFile(part, .update, mode: 0o600)
        var length = 0
        for piece in pieces {
            try file.write(piece, at: length)
            length += piece.count
        }
        try file.truncate(to: length)
    }

    /// Does away with it.
    func retire() throws { try Files.rename(path, ifThereTo: spare) }
}
