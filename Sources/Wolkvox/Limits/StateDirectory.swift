internal import Disk
public import ETL

/// Where things lie that outlive a run and are no output: token leases, and the calls spent in a day.
///
/// Machines share both by sharing the directory, over a file system that knows `flock`.
public struct StateDirectory: Sendable, Hashable {
    /// The absolute path.
    public let path: String

    /// The directory at an absolute path.
    public init(_ path: String) { self.path = path }

    /// The directory that a flag, `WOLKVOX_ETL_STATE`, `XDG_STATE_HOME` or `HOME` names, the first of them that is
    /// there.
    ///
    /// - Parameters:
    ///   - flag: the path that the command line gives, if it does.
    ///   - environment: the process's variables; an empty one counts as missing.
    ///   - currentDirectory: where relative paths start. `XDG_STATE_HOME` and `HOME` are passed over when relative.
    /// - Throws: ``ETLError`` if none of them names a directory.
    public init(
        flag: String?, environment: [String: String], currentDirectory: String
    ) throws(ETLError) {
        let absolute = { (path: String) in path.hasPrefix("/") ? path : "\(currentDirectory)/\(path)" }
        if let given = [flag, environment["WOLKVOX_ETL_STATE"]].compactMap(\.self).first(where: { !$0.isEmpty }) {
            let mistake =
                if given == "~" || given.hasPrefix("~/") {
                    "starts with ~, which nothing fills in"
                } else {
                    given.firstMatch(of: /\$\{?([A-Za-z_][A-Za-z0-9_]*)/)
                        .map { "has a variable (\($0.output.1)) that nothing filled in" }
                }
            if let mistake {
                throw ETLError(
                    .configuration, scope: .run, "The state directory '\(given)' \(mistake)",
                    advice: "Write the whole path in --state-dir or WOLKVOX_ETL_STATE")
            }
            self.init(absolute(given))
        } else if let base = environment["XDG_STATE_HOME"], base.hasPrefix("/") {
            self.init("\(base)/wolkvox-etl")
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            self.init("\(home)/.local/state/wolkvox-etl")
        } else {
            throw ETLError(
                .files, scope: .run, "There is no place for token leases and the count of calls: HOME is not set",
                advice: "Name a directory with --state-dir or WOLKVOX_ETL_STATE")
        }
    }

    /// Where the lease of each token lies, and the tickets of those who wait for it.
    var leases: String { "\(path)/leases" }

    /// Where the calls of one token are counted.
    func calls(_ fingerprint: String) -> String { "\(path)/calls/\(fingerprint)" }
}

/// Files and folders under the state directory, which their owner alone may read.
enum StateFile {
    /// Opens a file and makes it if need be; a symbolic link in its last place is refused.
    static func made(_ path: String) throws(ETLError) -> OpenFile {
        try OpenFile(path, .update, mode: 0o600, errors: errors)
    }

    /// Opens a file if there is one.
    static func existing(_ path: String) throws(ETLError) -> OpenFile? {
        // Over NFS an exclusive lock asks for a file that is open for writing.
        try OpenFile(ifThere: path, .existing, errors: errors)
    }

    /// Makes a directory and those above it; what is there stays as it is.
    static func makeDirectories(_ path: String) throws(ETLError) {
        try Files.makeDirectories(path, mode: 0o700, errors: errors)
    }

    /// The names in a directory, sorted; none if there is no such directory.
    static func names(in path: String) throws(ETLError) -> [String] { try Files.names(in: path, errors: errors) }

    private static let errors: FileErrors = { failure in
        ETLError(
            .files, scope: .run,
            "The state directory cannot be used: could not \(failure.what) \(failure.path): \(failure.reason)",
            advice: "Make it writable, or name another one with --state-dir, WOLKVOX_ETL_STATE or XDG_STATE_HOME")
    }
}
