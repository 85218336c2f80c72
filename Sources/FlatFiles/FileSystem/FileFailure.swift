internal import ETL
internal import Foundation

/// A system call that failed, as an error for people.
enum FileFailure {
    /// The error for `what` ("write", "rename") having failed with errno `code`; `needed` is the number of bytes that
    /// there was no room for, where that is known.
    static func error(_ what: String, _ path: String, code: Int32, needed: Int? = nil) -> ETLError {
        let reason = unsafe String(cString: strerror(code))
        var message = "Could not \(what) \(path): \(reason)"
        if isOutOfSpace(code), let needed {
            message += " (\(needed) more \(needed.choosing("byte is", "bytes are")) needed)"
        }
        return ETLError(.files, scope: concernsAll(code) ? .run : .window, message, advice: advice(code))
    }

    private static func isOutOfSpace(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

    /// Whether the next partition would fail in the same way.
    private static func concernsAll(_ code: Int32) -> Bool { isOutOfSpace(code) || code == EROFS || code == EIO }

    private static func advice(_ code: Int32) -> String {
        switch code {
        case _ where isOutOfSpace(code):
            "Make room and run again: what was there before is intact, and finished work is taken up"
        case EROFS:
            "The place is read-only: write elsewhere (load.to) or mount it writable, then run again"
        case EACCES, EPERM:
            "Give the user who runs this the right to write there, then run again"
        case EXDEV:
            "All of an output must lie on one file system: move that folder there, then run again"
        case EISDIR, ENOTEMPTY:
            "A folder lies where a file must be: move it away, then run again"
        case EMFILE, ENFILE:
            "Raise the limit of open files (ulimit -n), then run again"
        default:
            "What was there before is intact; fix the cause and run again"
        }
    }
}
