import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

struct Client: Sendable {
    let http: HTTPClient
    let port: Int

    struct Reply: Sendable {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        func json() throws -> [String: Any] {
            try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
        }

        func rows() throws -> [[String: String]] {
            try json()["data"] as? [[String: String]] ?? []
        }

        func message() throws -> String {
            try json()["msg"] as? String ?? ""
        }
    }

    func get(
        _ path: String, token: String? = "0123456789abcdef", method: String = "GET", milliseconds: Int64 = 600_000
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "wolkvox-token", value: token) }
        let response = try await http.execute(request, timeout: .milliseconds(milliseconds))
        var body = Data()
        for try await part in response.body { body.append(contentsOf: part.readableBytesView) }
        let headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
        return Reply(status: Int(response.status.code), headers: headers, body: body)
    }

    /// Asks for a report; `from` and `to` are `YYYYmmddHHiiss`.
    func report(
        _ api: String, _ from: String = "20261001000000", _ to: String = "20261001235959", _ more: String = "",
        token: String? = "0123456789abcdef", milliseconds: Int64 = 600_000
    ) async throws -> Reply {
        let campaign = api == "campaign_7" && !more.contains("campaign_id") ? "&campaign_id=all" : ""
        let path = "/api/v2/reports_manager.php?api=\(api)&date_ini=\(from)&date_end=\(to)\(campaign)\(more)"
        return try await get(path, token: token, milliseconds: milliseconds)
    }

    func information(_ api: String, token: String = "0123456789abcdef") async throws -> Reply {
        try await get("/api/v2/information.php?api=\(api)", token: token)
    }
}

let allReports = ["cdr_1", "cdr_3", "cdr_6", "diagram_9", "campaign_7"]
