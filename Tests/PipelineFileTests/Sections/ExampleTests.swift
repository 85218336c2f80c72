import ByteScan
import ETL
import Settings
import Testing
import Transforms

@testable import PipelineFile

@Suite struct ExampleTests {
    /// The example that the documentation gives: every key of a pipeline file, half of them as comments.
    private static let text = """
        # yaml-language-server: $schema=pipeline.schema.json
        version: 1
        name: nightly

        sources:
          - name: bogota
            server: "0012"                 # wv0012.wolkvox.com; digits, leading zeros kept
            token: ${WOLKVOX_TOKEN}        # or token_file: /run/secrets/wolkvox
            time_zone: America/Bogota      # the default
            # endpoint: http://127.0.0.1:8080    # instead of server; plain http only to loopback
            # calls_per_day: 8000          # never spend more than this
            # decimal_separator: "."       # settles 1,234; unset, an ambiguous cost is quarantined
            # limits: { rows_per_call: 60000, days_per_call: 31, bytes_per_call: 256MB, timeout: 75s }
            # retry: { attempts: 5, first_wait: 1s, longest_wait: 60s }
            # empty: { retries: 2, pause: 30s }     # an unlikely empty answer is asked again

        window:
          from: yesterday
          to: yesterday
          lookback: 2d                     # extract these days again: rows are edited late
          span: auto                       # width of one call: auto | 30m | 6h | 1d | 31d …

        reports:
          - cdr_1
          - cdr_3
          - cdr_6
          - diagram_9
          - report: campaign_7
            with: { campaign_id: all }     # a value or a list of values
            transform:
              - mask: { fields: [telephone], keep_last: 4 }

        transform:                         # for every report
          - hash: { fields: [customer_id], key: ${PII_KEY} }

        load:
          to: output                       # a directory, or s3://bucket/prefix
          format: ndjson                   # ndjson | csv
          compression: { gzip: { level: 6 } }

        quality:
          on_invalid: quarantine           # quarantine | null | fail
          max_quarantined: 1%              # more than this and the day is not committed
          unknown_fields: keep             # keep | drop | fail
          max_shrink: 50%                  # a smaller answer than this share of a committed day is suspect

        # archive: { to: archive, keep: 30d }       # the answers as they came, for `replay`
        """

    @Test func theExampleIsRight() throws {
        let reading = Fixture.read(Self.text)
        #expect(reading.diagnostics.map(\.description) == [])
        let spec = try #require(reading.spec)
        #expect(spec.window == WindowSpec(from: .yesterday, to: .yesterday, lookbackDays: 2, span: .auto))
        let hash = Hash(fields: ["customer_id"], key: Fixture.key)
        #expect(spec.transforms.map(\.identity) == [hash.identity])
    }

    @Test func itsSettingsInCommentsAreRightToo() throws {
        let text = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isSetting = line.hasPrefix("    # ") && !line.contains("endpoint:")
            return isSetting ? "    " + line.dropFirst(6) : String(line)
        }
        let reading = Fixture.read(text.joined(separator: "\n"))
        #expect(reading.diagnostics.map(\.description) == [])
        let source = try #require(reading.spec?.sources.first)
        #expect(source.callsPerDay == 8000)
        #expect(source.decimalSeparator == .point)
    }
}
