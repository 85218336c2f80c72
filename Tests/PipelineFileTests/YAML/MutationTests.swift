import PipelineFile
import Settings
import Testing

@Suite struct MutationTests {
    /// SplitMix64: the same mutations in every run, so that a failure can be seen again.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let seed = """
        version: 1
        name: &n nightly
        sources:
          - { name: *n, time_zone: America/Bogota, server: "0012", token: ${WOLKVOX_TOKEN}, limits: { timeout: 75s } }
        window: { from: -3d, to: yesterday, span: ${SPAN:-6h} }
        reports:
          - cdr_1
          - report: campaign_7
            with: { campaign_id: [101, 'b'] }
            transform:
              - mask: { fields: [telephone], keep_last: 4 }
        transform:
          - hash: { fields: [customer_id], key: "${PII_KEY}" }
        load:
          to: |-
            output
          compression: { gzip: { level: 6 } }
        quality: { on_invalid: null, max_quarantined: 1% }
        """
    private static let pieces = [
        "\n", " ", "  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "&n ", "*n", "*", "!x ", "? ", "| ", "> ", "#",
        "'",
        "\"", "\\", "%", "@", "`", "${", "}", "$", "---\n", "...\n", "<<: ", "~", "null", "0", "name: x\n", "\r\n",
        "\u{85}",
        "\u{2028}", "é", "🙂", "\u{0}", "\u{F0000}", "\u{FEFF}", "\\U000F2000", "\\U000F0000",
    ]

    private func isSettled(_ text: String) -> Bool {
        let reading = Fixture.read(text)
        let hasErrors = reading.diagnostics.contains { $0.severity == .error }
        let shown = reading.diagnostics.map(\.description).joined()
        return (reading.spec == nil) == hasErrors && !shown.contains(Fixture.token) && !shown.contains(Fixture.key)
    }

    @Test func theSeedIsRight() {
        #expect(Fixture.read(Self.seed).diagnostics.isEmpty)
    }

    @Test func everyTruncationIsASpecificationOrAMistake() {
        let scalars = Array(Self.seed.unicodeScalars)
        for length in 0...scalars.count {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars.prefix(length))
            #expect(isSettled(String(view)), "cut after \(length)")
        }
    }

    @Test(arguments: 0..<8)
    func everyMutationIsASpecificationOrAMistake(number: UInt64) {
        var generator = Generator(state: number)
        for round in 0..<400 {
            var scalars = Array(Self.seed.unicodeScalars)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let start = Int.random(in: 0...scalars.count, using: &generator)
                let end = min(scalars.count, start + Int.random(in: 0...4, using: &generator))
                let piece = Self.pieces.randomElement(using: &generator) ?? ""
                scalars.replaceSubrange(start..<end, with: piece.unicodeScalars)
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            #expect(isSettled(String(view)), "generator \(number), round \(round):\n\(String(view))")
        }
    }
}
