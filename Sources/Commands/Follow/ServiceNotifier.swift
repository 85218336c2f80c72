import Disk
import Foundation

/// Tells the service manager how the program is doing, by systemd's `sd_notify` protocol, where `NOTIFY_SOCKET` names a
/// socket.
struct ServiceNotifier: Sendable {
    private let socket: String?

    init(_ context: CommandContext) { socket = context.environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 } }

    /// The program does its work; `status` is a sentence for people.
    func ready(_ status: String) { send("READY=1\nSTATUS=\(Self.line(status))") }

    /// How the last round went.
    func status(_ text: String) { send("STATUS=\(Self.line(text))") }

    /// The pipeline file is read again; ``ready(_:)`` follows.
    func reloading() {
        let uptime = UInt64(ProcessInfo.processInfo.systemUptime * 1_000_000)
        send("RELOADING=1\nMONOTONIC_USEC=\(uptime)")
    }

    /// The program is about to end.
    func stopping() { send("STOPPING=1") }

    /// A round goes on, or the next one is waited for. Sent by what does so and never by a timer: a round that hangs is to be
    /// noticed.
    func alive() { send("WATCHDOG=1") }

    private func send(_ message: String) {
        if let socket { Datagram.send(message, to: socket) }
    }

    private static func line(_ text: String) -> String { text.replacing("\n", with: " ") }
}
