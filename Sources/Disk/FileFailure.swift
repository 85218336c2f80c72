internal import Dispatch
package import ETL
internal import Foundation

/// A system call on a file that failed.
package struct FileFailure: Sendable {
    /// What the call was to do: "write", "rename".
    package let what: String
    package let path: String
    /// Its errno.
    package let code: Int32
    /// The number of bytes that there was no room for, where that is known.
    package var needed: Int?

    /// The system's words for it.
    package var reason: String { unsafe String(cString: strerror(code)) }

    /// The error for a call on the files of an output that failed.
    package static func error(_ what: String, _ path: String, code: Int32) -> ETLError {
        FileFailure(what: what, path: path, code: code).ofOutput
    }

    /// The error for a call on the files of an output.
    package var ofOutput: ETLError {
        var message = "Could not \(what) \(path): \(reason)"
        if isOutOfSpace, let needed {
            message += " (\(needed) more \(needed.choosing("byte is", "bytes are")) needed)"
        }
        let scope: ETLError.Scope = concernsAll ? .run : .window
        guard code != EROFS else { return ETLError(.files, scope: scope, message, remedy: .readOnlyOutput) }
        return ETLError(.files, scope: scope, message, advice: advice)
    }

    private var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

    /// Whether the next partition would fail in the same way.
    private var concernsAll: Bool { isOutOfSpace || code == EROFS || code == EIO }

    private var advice: String {
        switch code {
        case _ where isOutOfSpace:
            "Make room and run again: what was there before is intact, and finished work is taken up"
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

/// Words a failed call on files of one kind for the person who runs the program.
package typealias FileErrors = @Sendable (FileFailure) -> ETLError

/// Calls of the system that a signal may interrupt.
enum SystemCall {
    /// Repeats a call for as long as it fails because a signal came.
    static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            guard result == -1, errno == EINTR else { return result }
        }
    }
}

/// Work that waits for the disk.
package enum Blocking {
    /// Does `work` and waits for it without keeping one of the few threads that all tasks share.
    package static func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { waiting in
            // A queue of its own has a thread of its own; the global ones run on those that tasks share.
            DispatchQueue(label: "disk").async { waiting.resume(with: Result(catching: work)) }
        }
    }
}
