internal import Foundation

/// Messages to sockets of this machine, each by itself.
package enum Datagram {
    /// Sends a message to the Unix socket at a path; a path that begins with `@` is one of Linux's abstract names. Nobody
    /// need be there to hear it.
    ///
    /// - Returns: whether the system took it.
    @discardableResult
    package static func send(_ message: String, to path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !name.isEmpty, name.count < room else { return false }
        let isAbstract = name[0] == UInt8(ascii: "@")
        if isAbstract { name[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        #if os(Linux)
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        #else
        let kind = SOCK_DGRAM
        #endif
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let start = MemoryLayout<sockaddr_un>.size - room
        // An abstract name has no end but its length; a path ends with a zero.
        let length = socklen_t(start + name.count + (isAbstract ? 0 : 1))
        let bytes = Array(message.utf8)
        let sent = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bytes.withUnsafeBytes { unsafe sendto(descriptor, $0.baseAddress, $0.count, 0, address, length) }
            }
        }
        return sent == bytes.count
    }
}
