import ETL
import Foundation
import Synchronization

@testable import Wolkvox

extension TokenLease {
    /// Gives the lease back.
    consuming func release() {}
}

/// A state directory of its own for a test, and a clock that is moved by hand.
final class StatePlace: Sendable {
    static let secret = "0451-s3cr3t-of-the-state-tests"
    /// 2026-10-01T12:00:00Z
    static let noon: Int64 = 1_790_856_000

    let path = FileManager.default.temporaryDirectory.path + "/state-\(UUID().uuidString)"
    private let clock = Mutex(StatePlace.noon)
    private let pauses = Mutex<[Duration]>([])
    private let said = Mutex<[String]>([])

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var state: StateDirectory { StateDirectory(path) }
    var slept: Duration { pauses.withLock { $0.reduce(.zero, +) } }
    var notices: [String] { said.withLock { $0 } }
    var now: Int64 {
        get { clock.withLock { $0 } }
        set { clock.withLock { $0 = newValue } }
    }

    /// The terms of a process, with what happens instead of a pause.
    func terms(
        pid: Int32 = 1, wait: Duration = .zero,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in try Task.checkCancellation() }
    ) -> LeaseTerms {
        LeaseTerms(
            state: state, pid: pid, host: "etl-1", pipeline: "nightly", wait: wait, now: { self.now },
            sleep: { pause in
                self.pauses.withLock { $0.append(pause) }
                try await sleep(pause)
            }, notice: { text in self.said.withLock { $0.append(text) } })
    }

    func limits(
        pid: Int32 = 1, wait: Duration = .zero, callsPerDay: Int?..., zone: String = "America/Bogota"
    ) throws -> TokenLimits {
        let names = ["bogota", "cali", "pasto"]
        let budgets = try zip(names, callsPerDay).map {
            try CallBudget(source: $0, token: try Token(Self.secret), zone: zone, callsPerDay: $1)
        }
        return try TokenLimits(terms(pid: pid, wait: wait), budgets)
    }

    /// Paths of all files, from the state directory on.
    var files: [String] {
        let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return all.filter { name in
            var isDirectory: ObjCBool = false
            _ = unsafe FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isDirectory)
            return !isDirectory.boolValue
        }.sorted()
    }

    func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data(), as: UTF8.self)
    }

    func permissions(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
}
