package import Foundation
import Synchronization

/// Everything that the server was asked, in the order in which it came.
package final class RequestLog: Sendable {
    package struct Entry: Codable, Sendable, Equatable {
        /// When the request came, by the configuration's clock.
        package let at: Date
        /// `reports_manager.php` or `information.php`.
        package let path: String
        package let api: String
        package let dateIni: String?
        package let dateEnd: String?
        /// The other parameters.
        package let parameters: [String: String]
        /// Tells tokens apart and nothing more; nil where none was sent.
        package let token: String?
        /// Requests of this token under way when this one came, itself included.
        package let underWay: Int
        /// The faults of the scenario that struck it.
        package var faults: [String] = []
        /// Nil until it is answered, and for ever where the connection was dropped first.
        package var status: Int?
        /// Rows in the answer.
        package var rows = 0
        /// Bytes of the body that were handed over, as they stand on the wire.
        package var bytes = 0
        /// Whether the whole answer was handed over.
        package var isComplete = false

        private enum CodingKeys: String, CodingKey {
            case at, path, api, parameters, token, faults, status, rows, bytes
            case dateIni = "date_ini"
            case dateEnd = "date_end"
            case underWay = "under_way"
            case isComplete = "complete"
        }
    }

    private let stored = Mutex<[Entry]>([])

    package init() {}

    package var entries: [Entry] {
        stored.withLock { $0 }
    }

    /// - Returns: The entry's place, for ``update(_:_:)``.
    func add(_ entry: Entry) -> Int {
        stored.withLock { entries in
            entries.append(entry)
            return entries.count - 1
        }
    }

    @discardableResult
    func update(_ place: Int, _ change: (inout Entry) -> Void) -> Entry {
        stored.withLock { entries in
            change(&entries[place])
            return entries[place]
        }
    }
}
