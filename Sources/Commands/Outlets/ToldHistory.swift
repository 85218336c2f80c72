import ETL
import Foundation

/// What the records of a pipeline's earlier runs say that the next one goes on from.
struct ToldHistory {
    /// When the pipeline last ended with 0, ISO 8601; nil if it never did.
    private(set) var lastSuccessAt: String?
    /// What those named under `notify` know, by their places.
    private(set) var told: [Int: Told] = [:]

    private let pipeline: String
    private let run: String
    private let decoder = JSONDecoder()
    private var newest = ""
    private var newestTold = ""
    private var newestHasFailed = false

    /// What is needed of a record.
    private struct Record: Decodable {
        var run: String
        var pipeline: String
        var rowsFrom: String?
        var endedAt: String
        var exitCode: Int32
        var interrupted: Bool?
        var lastSuccessAt: String?
        var told: [Told]?
    }

    /// Reads the records of a lake; that of `run` itself is passed over.
    init(of pipeline: String, before run: String, in lake: any Lake) async throws {
        self.init(of: pipeline, before: run)
        try await lake.forEachRunRecord { add($0) }
    }

    /// A pipeline that never ran.
    init(of pipeline: String, before run: String) {
        self.pipeline = pipeline
        self.run = run
        decoder.keyDecodingStrategy = .convertFromSnakeCase
    }

    /// Takes the record of a run.
    mutating func add(_ bytes: [UInt8]) {
        guard let record = try? decoder.decode(Record.self, from: Data(Self.withoutLists(bytes))),
            record.pipeline == pipeline, record.run != run, record.rowsFrom == nil
        else { return }
        let isStopped = record.exitCode == ProcessStatus.interrupted.rawValue || record.interrupted == true
        let isSuccess = record.exitCode == ProcessStatus.success.rawValue && !isStopped
        let success = isSuccess ? record.endedAt : record.lastSuccessAt
        if let success { lastSuccessAt = max(lastSuccessAt ?? "", success) }
        // Two that ended in the same second are in the order of their names.
        let order = "\(record.endedAt) \(record.run)"
        // SIGTERM that ends a run is told as a failure.
        if order > newest, !isStopped || record.exitCode == ProcessStatus.terminated.rawValue {
            newest = order
            newestHasFailed = !isSuccess
        }
        if let told = record.told, order > newestTold {
            newestTold = order
            self.told = Dictionary(told.map { ($0.item, $0) }, uniquingKeysWith: { $1 })
        }
    }

    /// What an item knows. One that is named for the first time learns of a recovery from what an earlier run recorded.
    func told(_ item: Int) -> Told {
        if let known = told[item] { return known }
        var unknown = Told(item: item)
        unknown.owesRecovery = newestHasFailed
        return unknown
    }

    /// A record without its partitions, of which there may be thousands: they stand between two lines of a form that
    /// ``RunRecordText`` gives them.
    private static func withoutLists(_ bytes: [UInt8]) -> [UInt8] {
        let opening = Array("\n  \"partitions\" : [\n".utf8)
        let closing = Array("\n  ]".utf8)
        guard let start = position(of: opening, in: bytes, from: 0),
            let end = position(of: closing, in: bytes, from: start + opening.count - 1)
        else { return bytes }
        return Array(bytes[..<(start + opening.count)]) + Array(bytes[end...])
    }

    private static func position(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        // Few lines begin like the wanted ones: it is enough to look behind line feeds.
        while let lineFeed = bytes[place...].firstIndex(of: 0x0A) {
            if bytes[lineFeed...].starts(with: wanted) { return lineFeed }
            place = lineFeed + 1
        }
        return nil
    }
}
