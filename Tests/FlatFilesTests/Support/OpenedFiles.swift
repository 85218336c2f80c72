import Foundation

/// Counts how often files of one directory are opened while it is there, as the kernel reports it.
final class OpenedFiles {
    private let queue: Int32

    /// Counts from now on.
    ///
    /// - Parameter directory: The directory's path; it has to exist.
    /// - Throws: The system's error if it cannot be watched.
    init(in directory: String) throws {
        queue = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        // The kernel makes one event of two that are alike and follow one another: between two openings is a closing.
        let events = UInt32(IN_OPEN | IN_CLOSE)
        guard queue >= 0, unsafe inotify_add_watch(queue, directory, events) >= 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    deinit { close(queue) }

    /// The names of the files that were opened since the last call, once for each time.
    func names() -> [String] {
        var names: [String] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let headSize = MemoryLayout<inotify_event>.size
        while true {
            let count = unsafe read(queue, &buffer, buffer.count)
            guard count > 0 else { return names }
            var place = 0
            while place < count {
                let head = unsafe buffer.withUnsafeBytes {
                    unsafe $0.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
                }
                let name = buffer[(place + headSize)..<(place + headSize + Int(head.len))].prefix { $0 != 0 }
                if head.mask & UInt32(IN_OPEN) != 0, !name.isEmpty {
                    names.append(String(decoding: name, as: UTF8.self))
                }
                place += headSize + Int(head.len)
            }
        }
    }
}
