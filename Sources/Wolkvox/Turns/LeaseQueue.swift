internal import Disk
internal import ETL

/// Those who wait for a token's lease, in the order of asking.
///
/// Each has a file with a number in its name and holds that file's lock; tickets of dead processes are skipped, because
/// the system takes their locks away. Names are never used twice, and only who has a ticket's lock removes the ticket.
struct LeaseQueue: Sendable {
    let directory: String
    let fingerprint: String

    /// Lines up behind all that wait.
    func takeTicket() throws(ETLError) -> LeaseTicket {
        while true {
            let number = try names().last.flatMap(number(of:)) ?? 0
            let file = try StateFile.made("\(directory)/\(name(number + 1))")
            // Between the making of the file and its locking, another process may take it for one of a dead process.
            if let lock = try FileLock(ifFree: file), file.isNamed { return LeaseTicket(lock: lock) }
        }
    }

    /// Whether nobody who lives waits before a ticket's owner.
    func isFirst(_ ticket: borrowing LeaseTicket) throws(ETLError) -> Bool {
        for name in try names() {
            let path = "\(directory)/\(name)"
            guard path < ticket.path else { break }
            // What cannot be opened or locked is not the ticket of a process that could be waited for: a directory, a
            // link, a file of another user. The lease itself is still one lock.
            guard let other = try? StateFile.existing(path) else { continue }
            do {
                guard let dead = try FileLock(ifFree: other) else { return false }
                dead.file.removeName()
            } catch {
                continue
            }
        }
        return true
    }

    private func names() throws(ETLError) -> [String] {
        try StateFile.names(in: directory).filter { $0.hasPrefix("\(fingerprint).") && number(of: $0) != nil }
    }

    private func name(_ number: Int) -> String {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, Self.digits - digits.count)) + digits
        return "\(fingerprint).\(padded)-\(String(UInt64.random(in: .min ... .max), radix: 36)).\(Self.ending)"
    }

    private func number(of name: String) -> Int? {
        let parts = name.split(separator: ".")
        guard parts.count == 3, parts[2] == Self.ending else { return nil }
        let digits = parts[1].prefix { $0 != "-" }
        guard digits.utf8.count == Self.digits, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(digits).flatMap { $0 < Self.mostTickets ? $0 : nil }
    }

    private static let digits = 12
    /// A larger number was not given out by this program: the next one must have as many digits and sort behind it.
    private static let mostTickets = 500_000_000_000
    private static let ending = "ticket"
}

/// A place in a queue, which its owner leaves when this value ends; lost with the process.
struct LeaseTicket: ~Copyable, Sendable {
    private let lock: FileLock

    fileprivate init(lock: consuming FileLock) { self.lock = lock }

    var path: String { lock.file.path }

    // The name goes before the lock does.
    deinit { lock.file.removeName() }
}
