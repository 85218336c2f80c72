import ETL
import Foundation
import TestSupport
import Testing

@Suite struct DiscoverTests {
    private static let day = LocalDays.last(1)[0]

    private static func answer(_ rows: [String]) -> ScriptedAnswer {
        ScriptedAnswer(
            #"{"code":"200","error":null,"msg":"\#(rows.count) records were found","data":["#
                + rows.joined(separator: ",") + "]}")
    }

    private static func place(_ address: String, more: String = "", reports: String = "  - cdr_6") throws -> Workplace {
        let place = try Workplace(server: address)
        try place.write("\(PipelineText(reports: reports, more: more))", to: "pipeline.yaml")
        return place
    }

    private static let rows: [String] = (0..<6).map { row in
        #"{"seller_id":"\#(42 + row)","dni":"0012\#(row)","closed_at":"\#(day) 10:1\#(row):12","talk":"26:00:0\#(row)","#
            + #""discount":"\#(row).5 %","price":"\#(row == 5 ? "1,5" : "12.50")","time_seg":"\#(row)","calls":\#(row),"#
            + #""grade":"\#(row == 3 ? "good" : "4")","empty":"-","rare":"\#(row == 0 ? "7" : "")","day":"\#(day)","#
            + #""note":"line","products":[{"sku":"00\#(row)","price":"9.99"},{"sku":"A","price":"1.00"}]}"#
    }

    private static let proposal = """
        # sales_2 of bogota, \(day): 6 rows.
        # It goes under `definitions:` of a pipeline file.
        - name: sales_2
          title: sales_2
          grain: event
          event_time: closed_at
          facts: { fields: observed, forms: inferred, grain: inferred }
          parameters:
            - { name: queue, required: true, accepts_all: true }
          flatten: { list: products, prefix: products_ }
          fields:
            - { name: seller_id }
            - { name: dni }
            - { name: closed_at, form: timestamp }
            - { name: talk, form: duration }
            - { name: discount, form: percent }
            - { name: price, form: cost }
            - { name: time_seg, form: seconds }
            - { name: calls, form: count }
            - { name: grade }  # unsure: 5 of 6 values look like count
            - { name: empty }  # unsure: every value was empty
            - { name: rare, form: count }  # unsure: only 1 value
            - { name: day, form: day }
            - { name: note, form: free_text }
            - { name: products_sku }
            - { name: products_price, form: cost }

        """

    @Test func typesAreGuessedFromAllRows() async throws {
        try await ScriptedServer.run([Self.answer(Self.rows)]) { server in
            let place = try Self.place(server.address)
            let printed = try await place.succeed([
                "discover", "pipeline.yaml", "--report", "sales_2", "--day", "\(Self.day)", "--with", "queue=all",
            ])
            #expect(printed == Self.proposal)
            #expect(server.requests.count == 1)
            let day = "\(Self.day)".replacing("-", with: "")
            #expect(server.requests[0].target.hasSuffix("&queue=all&date_ini=\(day)000000&date_end=\(day)235959"))
        }
    }

    @Test func theProposalRunsAsItIs() async throws {
        try await ScriptedServer.run([Self.answer(Self.rows)]) { server in
            let place = try Self.place(
                server.address, more: "definitions:\n" + Self.proposal,
                reports: "  - { report: sales_2, with: { queue: all } }")
            #expect(try await place.succeed(["validate", "pipeline.yaml"]) == "pipeline.yaml is valid\n")
            try await place.succeed(["run", "pipeline.yaml", "--day", "\(Self.day)"])
            let lines = try await place.lines(place.dataFile("sales_2", "\(Self.day)"))
            #expect(lines.count == 12)
            #expect(
                lines.first?.hasPrefix(
                    #"{"seller_id":"47","dni":"00125","closed_at":"\#(Self.day)T10:15:12-05:00","talk":93605,"discount":5.5,"#
                        + #""price":1.5,"time_seg":5,"calls":5,"grade":"4","empty":null,"#) == true, "\(lines)")
        }
    }

    @Test func anObjectOfRecordsIsFlattened() async throws {
        let answer = ScriptedAnswer(
            #"{"code":"200","error":null,"msg":"1 records were found","data":{"0_5_seg":{"calls":"3","cost":"0.1"},"#
                + #""6_20_seg":{"calls":"0","cost":"0.2"}}}"#)
        try await ScriptedServer.run([answer]) { server in
            let place = try Self.place(server.address)
            let printed = try await place.succeed([
                "discover", "pipeline.yaml", "--report", "ranges_1", "--day", "\(Self.day)",
            ])
            #expect(
                printed.hasSuffix(
                    """
                      grain: total  # unsure: no field holds a time of each row
                      facts: { fields: observed, forms: inferred, grain: inferred }
                      flatten: { object: key }
                      fields:
                        - { name: key }  # unsure: the keys of the answer's object; give it a better name
                        - { name: calls, form: count }  # unsure: only 2 values
                        - { name: cost, form: cost }  # unsure: only 2 values

                    """), "\(printed)")
        }
    }

    @Test func rowsOfAnotherDayMakeItTheWindows() async throws {
        let other = Self.day.advanced(by: -3)
        try await ScriptedServer.run([Self.answer(Self.rows.map { $0.replacing("\(Self.day) ", with: "\(other) ") })]) {
            server in
            let place = try Self.place(server.address)
            let printed = try await place.succeed([
                "discover", "pipeline.yaml", "--report", "sales_2", "--day", "\(Self.day)",
            ])
            #expect(
                printed.contains(
                    "  row_day: window  # unsure: 6 of 6 rows lie outside of the day that was asked for\n"))
        }
    }

    @Test(arguments: ["cdr_1", "cdr_3", "diagram_9"])
    func whatTheCatalogueSaysIsFoundOutAgain(report: String) async throws {
        try await SimulatorProcess.run(rowsPerDay: 200) { server in
            let place = try Self.place(server.address)
            let printed = try await place.succeed([
                "discover", "pipeline.yaml", "--report", report, "--day", "\(LocalDays.last(weekday: 3))",
            ])
            #expect(printed.contains("# The catalogue has a report of this name, whose place this would take.\n"))
            let known = try await place.succeed(["reports", report, "--yaml"])
            let forms = { (text: String) -> [String: String] in
                let lines = text.split(separator: "\n").filter { $0.hasPrefix("    - {") }
                return Dictionary(
                    lines.map { line in
                        let words = line.split { " ,{}".contains($0) }.map(String.init)
                        let form = words.firstIndex(of: "form:").map { words[$0 + 1] } ?? "text"
                        // The vendor's channels have forms of their own, which no value shows.
                        return (words[2], form.hasSuffix("channel") ? "text" : form)
                    }, uniquingKeysWith: { $1 })
            }
            #expect(forms(printed) == forms(known))
            #expect(printed.contains("  grain: event\n  event_time: date\n"))
        }
    }

    @Test func aDayWithoutRowsTeachesNothing() async throws {
        try await ScriptedServer.run([ScriptedAnswer(status: 404, #"{"code":"404","error":"NOT FOUND","msg":"DATES"}"#)]
        ) {
            server in
            let place = try Self.place(server.address)
            let outcome = try await place.run([
                "discover", "pipeline.yaml", "--report", "sales_2", "--day", "\(Self.day)",
            ])
            #expect(outcome.status == 65)
            #expect(outcome.output.isEmpty)
            #expect(outcome.lastBlock.first?.contains("has no rows on \(Self.day) to learn from") == true)
        }
    }

    @Test(arguments: ["Sales", "../etc", "sales 2", ""])
    func namesThatNoReportHasAreRefused(name: String) async throws {
        let place = try Self.place("http://127.0.0.1:9")
        let outcome = try await place.run(["discover", "pipeline.yaml", "--report", name, "--day", "yesterday"])
        #expect(outcome.status == 64)
    }

    /// Somebody who has no report yet has nothing else to put into the file, and need not set what it names elsewhere.
    @Test(
        arguments: [
            "", "name: mine\n",
            "transform: [{ hash: { fields: [customer_id], key: \"${NO_KEY}\" } }]\nreports: [wrong]\n",
        ])
    func aFileWithSourcesAloneWillDo(more: String) async throws {
        try await ScriptedServer.run([Self.answer(Self.rows)]) { server in
            let place = try Workplace(server: server.address)
            let sources =
                "sources: [{ name: bogota, endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${WOLKVOX_TOKEN}\", time_zone: America/Bogota }]\n"
            try place.write(sources + more, to: "pipeline.yaml")
            let said = try await place.succeed([
                "discover", "pipeline.yaml", "--report", "sales_2", "--day", "\(Self.day)", "--with", "queue=all",
            ])
            #expect(said == Self.proposal)
        }
    }

    @Test(
        arguments: [
            ("sources: [{ name: bogota }]\n", "a source needs 'time_zone'"), ("name: mine\n", "needs 'sources'"),
            ("sources: []\n", "the list is empty"), ("source: []\n", "did you mean 'sources'?"),
            ("- x\n", "is a mapping"),
        ])
    func mistakesOfTheSourcesAreNamed(text: String, words: String) async throws {
        let place = try Workplace()
        try place.write(text, to: "pipeline.yaml")
        let outcome = try await place.run(["discover", "pipeline.yaml", "--report", "sales_2", "--day", "today"])
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
}
