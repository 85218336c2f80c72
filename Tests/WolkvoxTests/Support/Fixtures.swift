import ETL
import Synchronization
import Testing
import Wolkvox

/// What most tests start from.
enum Fixtures {
    static let secret = "0123456789abcdef0123456789abcdef01234567"
    static let day = Window(Day(number: 20_727))

    static func source(
        _ address: String, limits: SourceSettings.Limits = .init(), retry: RetryPolicy = RetryPolicy()
    ) throws -> SourceSettings {
        SourceSettings(
            name: "bogota", baseURL: try BaseURL(address), token: try Token(secret), zone: "America/Bogota",
            limits: limits, retry: retry)
    }

    /// An answer with rows of cdr_3, newest first, one for each number.
    static func answer(_ numbers: Range<Int>, announced: Int? = nil) -> String {
        let rows = numbers.map { number in
            let time = LocalTime(seconds: day.last.seconds - Int64(number))
            return """
                {"agent_id":"\(number)","agent_name":"María Ñuñez","date":"\(time)","destiny":"",\
                "telephone":"573001234567",\
                "message":"¡Hola! 😀\\nadiós","channel":"SMS","customer_id":"","conn_id":"\(number)"}
                """
        }
        return """
            {"code": 200, "error": null, "msg": "\(announced ?? numbers.count) records were found",
             "data": [\(rows.joined(separator: ", "))]}
            """
    }

    static func refusal(_ code: Int, _ error: String, _ message: String) -> String {
        #"{"code": "\#(code)", "error": "\#(error)", "msg": "\#(message)", "data": null}"#
    }
}

/// Lets time pass by hand: nobody waits, and every pause is noted.
final class Pauses: Sendable {
    private let noted = Mutex<[Duration]>([])

    var all: [Duration] { noted.withLock { $0 } }

    var waiting: Waiting {
        Waiting(
            sleep: { [self] pause in
                try Task.checkCancellation()
                noted.withLock { $0.append(pause) }
            }, fraction: { 1 })
    }
}

/// Lets everything pass and keeps what it is told.
final class Notebook: CallGate {
    private let kept = Mutex<[CallRecord]>([])

    var records: [CallRecord] { kept.withLock { $0 } }
    var notes: [String] { records.compactMap(\.note) }

    func beforeCall(_ purpose: CallPurpose) async throws {}
    func afterCall(_ record: CallRecord) async { kept.withLock { $0.append(record) } }
}

/// Keeps one column of the rows that count.
struct ColumnReader: BatchConsumer {
    let column: String
    var values: [String?] = []
    var batches = 0
    var restarts = 0
    var mostBytes = 0

    init(_ column: String = "agent_id") { self.column = column }

    mutating func consume(_ batch: inout RecordBatch) throws {
        let field = try #require(batch.schema.index(of: column))
        for row in 0..<batch.count { values.append(batch.text(field, row)) }
        batches += 1
        mostBytes = max(mostBytes, batch.bytes.count)
    }

    mutating func restart() {
        values = []
        restarts += 1
    }
}
