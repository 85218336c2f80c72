import ByteScan
import ETL
import FlatFiles
import Settings
import Testing
import Transforms

@testable import PipelineFile

@Suite struct PipelineSpecTests {
    @Test func whatIsLeftOutHasItsDefault() throws {
        let reading = Fixture.read(Fixture.file())
        let spec = try #require(reading.spec)
        #expect(reading.diagnostics.isEmpty)
        let source = SourceSpec(
            name: "bogota", endpoint: .server("0012"), token: .value(Secret(Fixture.token)),
            timeZone: "America/Bogota", callsPerDay: nil, decimalSeparator: nil,
            limits: .init(rowsPerCall: 60000, daysPerCall: 31, bytesPerCall: 256_000_000, timeout: .seconds(75)),
            retry: .init(attempts: 5, firstWait: .seconds(1), longestWait: .seconds(60)),
            empty: .init(retries: 2, pause: .seconds(30)))
        #expect(spec.version == 1)
        #expect(spec.name == "nightly")
        #expect(spec.sources == [source])
        #expect(spec.window == WindowSpec(from: .yesterday, to: .yesterday, lookbackDays: 0, span: .auto))
        #expect(spec.reports.map(\.name) == ["cdr_1"])
        #expect(spec.reports.allSatisfy { $0.parameters.isEmpty && $0.transforms.isEmpty && $0.load == nil })
        #expect(spec.transforms.isEmpty)
        #expect(
            spec.load
                == LoadSpec(
                    directory: "output", form: FlatFileForm(format: .ndjson, gzipLevel: 6, emptyDays: .manifest)))
        #expect(spec.quality.onInvalid == .quarantine)
        #expect(spec.quality.maxQuarantined.description == "1/100")
        #expect(spec.quality.unknownFields == .keep)
        #expect(spec.quality.maxShrink.description == "1/2")
        #expect(spec.tokensAtOnce == 8)
    }

    @Test func everySettingArrives() throws {
        let spec = try #require(
            Fixture.read(
                """
                version: 1
                name: all-of.it
                sources:
                  - name: bogota
                    endpoint: HTTPS://Proxy.example.com:8443/wolkvox/
                    token_file: secrets/token
                    time_zone: America/Santiago
                    calls_per_day: 8000
                    decimal_separator: ","
                    ends: exclusive
                    selects: { cdr_1: window, campaign_7: date }
                    limits: { rows_per_call: 5, days_per_call: 7, bytes_per_call: 1GiB, timeout: 2m }
                    retry: { attempts: 1, first_wait: 0s, longest_wait: 1h }
                    empty: { retries: 0, pause: 1m }
                window: { from: 2024-02-29, to: today, lookback: 48h, span: 30m }
                reports:
                  - report: campaign_7
                    with: { campaign_id: [101, 0102] }
                    transform:
                      - mask: { fields: [telephone], keep_last: 4, keep_first: 2 }
                  - cdr_6
                transform:
                  - hash: { fields: [customer_id, result], key: ${PII_KEY} }
                load: { to: /lake, format: csv, compression: { gzip: { level: 9 } }, empty_days: file }
                quality: { on_invalid: null, max_quarantined: 0.25%, unknown_fields: drop, max_shrink: 0% }
                tokens_at_once: 3
                """
            ).spec)
        let source = try #require(spec.sources.first)
        #expect(source.endpoint.baseURL == "https://proxy.example.com:8443/wolkvox")
        #expect(source.token == .file("secrets/token"))
        #expect(source.timeZone == "America/Santiago")
        #expect(source.callsPerDay == 8000)
        #expect(source.decimalSeparator == .comma)
        #expect(source.ends == .exclusive)
        #expect(source.selects == ["cdr_1": .window, "campaign_7": .field("date")])
        #expect(
            source.limits
                == .init(rowsPerCall: 5, daysPerCall: 7, bytesPerCall: 1 << 30, timeout: .seconds(120)))
        #expect(source.retry == .init(attempts: 1, firstWait: .zero, longestWait: .seconds(3600)))
        #expect(source.empty == .init(retries: 0, pause: .seconds(60)))
        #expect(
            spec.window
                == WindowSpec(
                    from: try #require(DayExpression("2024-02-29")), to: .today, lookbackDays: 2,
                    span: .fixed(.seconds(1800))))
        #expect(spec.reports.map(\.name) == ["campaign_7", "cdr_6"])
        #expect(
            spec.reports.map(\.parameters) == [[.init(name: "campaign_id", values: ["101", "0102"])], []])
        let mask = Mask(fields: ["telephone"], keepFirst: 2, keepLast: 4)
        #expect(spec.reports.map { $0.transforms.map(\.identity) } == [[mask.identity], []])
        let hash = Hash(fields: ["customer_id", "result"], key: Fixture.key)
        #expect(spec.transforms.map(\.identity) == [hash.identity])
        #expect(
            spec.load
                == LoadSpec(directory: "/lake", form: FlatFileForm(format: .csv, gzipLevel: 9, emptyDays: .file)))
        #expect(spec.quality.onInvalid == .null)
        #expect(spec.quality.maxQuarantined.description == "1/400")
        #expect(spec.quality.unknownFields == .drop)
        #expect(spec.quality.maxShrink.description == "0/1")
        #expect(spec.tokensAtOnce == 3)
    }

    @Test(arguments: ["null", "'null'", "\"null\""])
    func nullIsAWordForInvalidValues(word: String) throws {
        let spec = try #require(Fixture.read(Fixture.file(more: "quality: { on_invalid: \(word) }\n")).spec)
        #expect(spec.quality.onInvalid == .null)
    }

    @Test(arguments: ["0012", "'0012'", "\"0012\""])
    func serverKeepsItsZeros(written: String) throws {
        let text = Fixture.file(
            sources:
                "sources:\n  - { name: a, time_zone: America/Bogota, server: \(written), token: \"${WOLKVOX_TOKEN}\" }\n"
        )
        let source = try #require(Fixture.read(text).spec?.sources.first)
        #expect(source.endpoint.baseURL == "https://wv0012.wolkvox.com")
    }

    @Test(arguments: [
        "http://127.0.0.1:8080", "http://127.8.9.10", "http://localhost:1", "http://[::1]:8080",
        "https://[2001:db8::1]",
    ])
    func addressesOfThisMachineAndHttpsAreTaken(address: String) throws {
        let text = Fixture.file(
            sources:
                "sources:\n  - { name: a, time_zone: America/Bogota, endpoint: \"\(address)/\", token: \"${WOLKVOX_TOKEN}\" }\n"
        )
        #expect(Fixture.read(text).spec?.sources.first?.endpoint == .address(address))
    }

    @Test(arguments: ["ALL", "all", "[All]"])
    func allIsOneWordInAnyCase(written: String) throws {
        let text = Fixture.file(reports: "reports: [{ report: campaign_7, with: { campaign_id: \(written) } }]\n")
        #expect(Fixture.read(text).spec?.reports.first?.parameters.first?.values == ["all"])
    }

    @Test func secretsInTheFileAreWarnedOfAndTaken() throws {
        let reading = Fixture.read(
            Fixture.file(
                sources: "sources:\n  - { name: a, time_zone: America/Bogota, server: 12, token: \(Fixture.token) }\n",
                more: "transform: [{ hash: { fields: [conn_id], key: \(Fixture.key) } }]\n"))
        #expect(reading.spec?.sources.first?.token == .value(Secret(Fixture.token)))
        #expect(
            reading.diagnostics.map(\.description) == [
                "pipeline.yaml:4:62: warning: token: this secret stands in the file; put it in an environment variable "
                    + "and write `token: ${WOLKVOX_TOKEN}`",
                "pipeline.yaml:7:47: warning: key: this secret stands in the file; put it in an environment variable "
                    + "and write `key: ${PII_KEY}`",
            ])
    }

    @Test func aSpanThatDoesNothingIsWarnedOf() {
        let totals = Fixture.read(Fixture.file(reports: "reports: [cdr_6]\n", more: "window: { span: 6h }\n"))
        #expect(totals.spec != nil)
        #expect(
            totals.diagnostics.map(\.description) == [
                "pipeline.yaml:10:17: warning: span: it has no effect here; a call of cdr_6 always covers one day"
            ])
        let both = Fixture.read(Fixture.file(reports: "reports: [cdr_6, cdr_1]\n", more: "window: { span: 6h }\n"))
        #expect(both.diagnostics.isEmpty)
    }

    @Test func bytesThatAreNoTextHaveAPlace() {
        let bytes = Array("version: 1\nname: ñ".utf8) + [0xFF]
        let reading = PipelineReader.read(
            bytes: bytes, file: "p.yaml", environment: [:], vocabulary: Fixture.vocabulary)
        #expect(reading.spec == nil)
        #expect(
            reading.diagnostics.map(\.description) == [
                "p.yaml:2:8: error: the file isn't UTF-8 text from here on; save it as UTF-8"
            ])
    }

    @Test func aByteOrderMarkMovesNothing() {
        let (marked, plain) = (Fixture.read("\u{FEFF}" + Fixture.file()), Fixture.read(Fixture.file()))
        #expect(marked.spec != nil && "\(marked)" == "\(plain)")
        #expect(Fixture.read("\u{FEFF}nane: 1").diagnostics.first?.column == 1)
    }
}
