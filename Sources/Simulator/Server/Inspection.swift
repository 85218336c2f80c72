import Foundation
import Hummingbird

/// The simulator's own paths, which the real server doesn't have: no token, no call spent, nothing in the log.
///
/// - `/_simulator/requests`: the log
/// - `/_simulator/truth?api=…&day=YYYY-MM-DD[&campaign_id=…]`, or another parameter that the report takes: counts and sums of the day
/// - `/_simulator/rows?api=…&day=YYYY-MM-DD[&campaign_id=…]`: the day's rows as a list
struct Inspection: Sendable {
    let catalogue: ReportCatalogue
    let log: RequestLog
    let now: @Sendable () -> Date

    func respond(path: String, parameters: [String: String]) -> Response {
        switch path {
        case "/_simulator/requests": json(encoded(log.entries))
        case "/_simulator/truth": json(truth(parameters).flatMap { encoded($0) })
        case "/_simulator/rows": json(rows(parameters))
        default: notFound("There is nothing at this address.")
        }
    }

    func truth(_ parameters: [String: String]) -> Truth? {
        day(parameters).map { Truth(report: $0.report, day: $0.day, selection: $0.selection) }
    }

    private func rows(_ parameters: [String: String]) -> [UInt8]? {
        guard let (report, _, selection) = day(parameters) else { return nil }
        var writer = RowListWriter(shape: RowShape(fields: report.fields), spelling: JSONSpelling())
        var out: [UInt8] = [0x5B]
        var row = RowValues()
        for place in 0..<selection.count {
            selection.fill(place, &row)
            writer.append(row, to: &out)
        }
        return out + [0x5D]
    }

    private func day(_ parameters: [String: String]) -> (report: any Report, day: LocalDay, selection: Selection)? {
        guard let report = catalogue[parameters["api"] ?? ""], let day = LocalDay(text: parameters["day"] ?? ""),
            let values = try? ReportRequest.values(parameters, report: report)
        else { return nil }
        let first = LocalMoment(day: day, second: 0)
        let last = min(LocalMoment(day: day, second: LocalMoment.secondsOfDay - 1), catalogue.clock.local(now()))
        guard first <= last else { return (report, day, Selection(rows: [])) }
        return (report, day, report.select(RowQuery(window: first...last, values: values, cap: .max)))
    }

    private func encoded(_ value: some Encodable) -> [UInt8]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try? Array(encoder.encode(value))
    }

    private func json(_ bytes: [UInt8]?) -> Response {
        guard let bytes else {
            return notFound("Give api (a report that is here), day, and what the report needs, such as campaign_id.")
        }
        return response(.ok, type: "application/json", ByteBuffer(bytes: bytes))
    }

    private func notFound(_ text: String) -> Response {
        response(.notFound, type: "text/plain", ByteBuffer(string: text + "\n"))
    }

    private func response(_ status: HTTPResponse.Status, type: String, _ body: ByteBuffer) -> Response {
        Response(
            status: status, headers: [.contentType: "\(type); charset=utf-8"], body: .init(byteBuffer: body))
    }
}
