internal import Disk
internal import ETL

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
