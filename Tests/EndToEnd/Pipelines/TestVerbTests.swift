import Foundation
import Testing

/// `wolkvox-etl test`
@Suite struct TestVerbTests {
    private static func file(_ tests: String) -> String {
        """
        version: 1
        name: tested   # a name
        sources: [{ name: bogota, time_zone: America/Bogota, server: "0012", token: "${WOLKVOX_TOKEN}" }]
        reports:
          - cdr_1
          - cdr_6
        transform:
          - mask: { fields: [telephone], keep_last: 4 }
        load: { to: output }
        tests:
        \(tests)
        """
    }

    private static let right = """
          - name: a cost is exact
            report: cdr_1
            rows: [{ date: "2026-10-01 08:15:42", cost: "0.0345", telephone: "573001234567" }]
            expect: [{ cost: 0.0345, telephone: "********4567", customer_id: null }]

        """

    @Test func aTestThatHoldsEndsWith0AndLeavesNothing() async throws {
        let place = try Workplace()
        try place.write(Self.file(Self.right), to: "pipeline.yaml")
        let outcome = try await place.run(["test", "pipeline.yaml"])
        #expect(outcome.status == 0)
        #expect(outcome.output == "pipeline.yaml:11:5: passed: cdr_1: a cost is exact\n1 test, 0 failed\n")
        #expect(place.files(below: ".").map { $0.split(separator: "/").last ?? "" } == ["pipeline.yaml"])
    }

    @Test(arguments: [
        ("cost: 0.0345,", "cost: 0.034,", "  row 1, cost: expected 0.034, 0.0345 came"),
        ("cost: 0.0345,", "cost: \"0.0345\",", "  row 1, cost: expected \"0.0345\", 0.0345 came"),
        ("customer_id: null", "customer_id: x", "  row 1, customer_id: expected x, null came"),
        (
            "telephone: \"573001234567\" }]", "telephone: [1] }]",
            "  row 1: expected { cost: 0.0345, telephone: \"********4567\", customer_id: null }, nothing came"
        ),
        ("[{ cost: 0.0345,", "[{}, { cost: 0.0345,", "nothing came"),
        ("expect: [{ cost", "expect: [] #", "  row 1: nothing expected, { date: \"2026-10-01T08:15:42-05:00\", te"),
        (
            "cost: \"0.0345\"", "cost: \"1,234\"",
            "  quarantined 1: nothing expected, ambiguous_decimal in cost (\"1,234\") came"
        ),
        ("2026-10-01 08", "2026-10-41 08", "invalid_timestamp in date"),
    ])
    func aDifferenceIsShownAndEndsWith65(from: String, to: String, shown: String) async throws {
        let place = try Workplace()
        try place.write(Self.file(Self.right).replacing(from, with: to), to: "pipeline.yaml")
        let outcome = try await place.run(["test", "pipeline.yaml"])
        #expect(outcome.status == 65)
        #expect(outcome.output.contains(shown), "\(outcome.output)")
        #expect(outcome.errors.hasPrefix("error: 1 of 1 test failed."))
    }

    @Test func aWrongFileEndsWith78() async throws {
        let place = try Workplace()
        try place.write(Self.file(Self.right).replacing("expect:", with: "expects:"), to: "pipeline.yaml")
        #expect(try await place.run(["test", "pipeline.yaml"]).status == 78)
        try place.write(
            Self.file("  - { name: x, report: cdr_1, body: recorded.json, expect: [] }\n"), to: "pipeline.yaml")
        let outcome = try await place.run(["test", "pipeline.yaml"])
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("recorded.json"))
    }

    @Test func aRecordedAnswerIsReadBesideTheFile() async throws {
        let place = try Workplace()
        let answer = #"{"code":"200","error":null,"msg":"2 records","data":[{"result":"BUSY","count":"7"},"odd"]}"#
        try place.write(answer, to: "pipelines/recorded/cdr_6.json")
        let test = """
              - name: recorded
                report: cdr_6
                day: 2026-10-01
                body: recorded/cdr_6.json
                expect: [{ result: BUSY, count: 7, window_end: 2026-10-01T23:59:59-05:00 }]
                quarantined: [{ reason: not_an_object }]

            """
        try place.write(Self.file(test), to: "pipelines/own.yaml")
        #expect(try await place.run(["test", "pipelines/own.yaml"]).status == 0)
    }

    /// Only what is expected changes: all other bytes stay, comments and line breaks among them.
    @Test(arguments: ["\n", "\r\n"]) func updateWritesWhatCame(lineBreak: String) async throws {
        let place = try Workplace()
        let before = Self.file(
            """
              # before
              - name: one      # said of one
                report: cdr_1
                rows:
                  - { date: "2026-10-01 08:15:42", cost: "0.0345", comment: "it's \\"$5\\" # no comment" }
                  - { date: "2026-10-01 08:15:41", cost: "¿?" }
                expect:        # what is expected
                  - { cost: 1, comment: x }   # goes
                # stays
              - { name: two, report: cdr_6, day: 2026-10-01, rows: [{ result: "a]b", count: "1" }], expect: [ { count: 2 } ] } # end
              - name: three
                report: cdr_6
                rows: [{ result: A, count: "x" }]
                expect: []
                quarantined:
                - { reason: invalid_integer, field: count, value: "y" }
              # after

            """
        ).replacing("\n", with: lineBreak)
        try place.write(before, to: "pipeline.yaml")
        #expect(try await place.run(["test", "pipeline.yaml"]).status == 65)
        let update = try await place.run(["test", "pipeline.yaml", "--update"])
        #expect(update.status == 0, "\(update.errors)")
        let expected =
            before
            .replacing(
                #"      - { cost: 1, comment: x }   # goes"#,
                with: #"      - { cost: 0.0345, comment: "it's \"$$5\" # no comment" }"# + lineBreak
                    + "    quarantined:" + lineBreak
                    + #"      - { reason: invalid_decimal, field: "cost", value: "¿?" }"#
            )
            .replacing("expect: [ { count: 2 } ]", with: "expect: [{ count: 1 }]")
            .replacing(
                #"    - { reason: invalid_integer, field: count, value: "y" }"#,
                with: #"    - { reason: invalid_integer, field: "count", value: "x" }"#)
        #expect(try place.text("pipeline.yaml") == expected)
        #expect(try await place.run(["test", "pipeline.yaml"]).status == 0)
    }

    @Test func everyShippedPipelineHasTestsThatHold() async throws {
        let place = try Workplace()
        place.environment.merge(
            [
                "WOLKVOX_ENDPOINT": "http://127.0.0.1:8080", "WOLKVOX_SERVER": "0012", "WOLKVOX_SERVER_MX": "0034",
                "WOLKVOX_TOKEN_MX": "an0ther-t0ken", "PII_KEY": "a-k3y-of-the-tests",
            ]) { $1 }
        let folder = PackageFolder.root.appending(path: "pipelines")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
            .filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(names.count >= 4)
        for name in names {
            let outcome = try await place.run(["test", folder.appending(path: name).path(percentEncoded: false)])
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(!outcome.output.contains("has no tests"), "\(name)")
        }
    }

    private static let hashed = """
        version: 1
        name: hashed
        sources:
          - { name: bogota, time_zone: America/Bogota, server: "${NO_SERVER:?say which}", token: "${NO_TOKEN}" }
        window: { from: "${NO_DAY}", to: yesterday }
        reports: [cdr_1]
        transform: [{ hash: { fields: [customer_id], key: "${PII_KEY}" } }]
        load: { to: "${NO_FOLDER}" }
        tests:
          - name: a cost
            report: cdr_1
            rows: [{ date: "2026-10-01 08:15:42", cost: "1", customer_id: "7" }]
            expect: [{ cost: 1 }]

        """

    @Test func aVariableThatNoTestNeedsNeedNotBeSet() async throws {
        let place = try Workplace()
        try place.write(Self.hashed, to: "pipeline.yaml")
        let outcome = try await place.run(["test", "pipeline.yaml"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasSuffix("1 test, 0 failed\n"))
        #expect(outcome.errors.isEmpty)
        // A run needs them all.
        let diagnostics = try await place.run(["validate", "pipeline.yaml"]).errors
        for name in ["NO_SERVER", "NO_TOKEN", "NO_DAY", "NO_FOLDER", "PII_KEY"] { #expect(diagnostics.contains(name)) }
    }

    @Test func aHashThatIsMadeWithoutItsKeyIsSaidToBeAndNeverWritten() async throws {
        let place = try Workplace()
        let text = Self.hashed.replacing("[{ cost: 1 }]", with: "[{ customer_id: x }]")
        try place.write(text, to: "pipeline.yaml")
        let outcome = try await place.run(["test", "pipeline.yaml"])
        #expect(outcome.status == 65)
        #expect(outcome.output.contains("PII_KEY isn't set, so hashes were made with another key"))
        let update = try await place.run(["test", "pipeline.yaml", "--update"])
        #expect(update.status == 78)
        #expect(update.errors.contains("were not updated, for PII_KEY isn't set"))
        #expect(try place.text("pipeline.yaml") == text)
        place.environment["PII_KEY"] = "a-k3y-of-the-tests"
        try await place.succeed(["test", "pipeline.yaml", "--update"])
        try await place.succeed(["test", "pipeline.yaml"])
    }

    /// Neither a file that cannot be read nor one whose tests fail keeps the others from being tested.
    @Test func everyFileIsTestedWhateverTheOthersAre() async throws {
        let place = try Workplace()
        try place.write(Self.file(Self.right).replacing("report: cdr_1", with: "report: ${NAME}"), to: "unset.yaml")
        try place.write(Self.file(Self.right).replacing("cost: 0.0345,", with: "cost: 2,"), to: "failing.yaml")
        try place.write(
            Self.file("  - { name: x, report: cdr_1, body: none.json, expect: [] }\n" + Self.right), to: "body.yaml")
        try place.write(Self.file(Self.right), to: "right.yaml")
        let files = ["unset.yaml", "failing.yaml", "body.yaml", "nowhere.yaml", "right.yaml"]
        let outcome = try await place.run(["test"] + files)
        #expect(outcome.status == 78)
        #expect(outcome.output.contains("right.yaml:11:5: passed: cdr_1: a cost is exact\n4 tests, 1 failed\n"))
        #expect(outcome.output.contains("body.yaml:12:5: passed"))
        for words in ["unset.yaml has 1 mistake", "none.json", "nowhere.yaml cannot be read", "1 of 4 tests failed"] {
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
        let data = try await place.run(["test", "failing.yaml", "right.yaml"])
        #expect(data.status == 65)
        #expect(data.errors.hasPrefix("error: 1 of 2 tests failed."))
    }
}
