import Settings
import Testing

@testable import PipelineFile

@Suite struct YAMLComposerTests {
    private func compose(_ text: String) -> (root: YAMLNode?, diagnostics: [String]) {
        var collector = DiagnosticCollector(file: "f")
        let root = YAMLComposer.compose(text, into: &collector)
        return (root, collector.sorted.map(\.description))
    }

    /// Renders what YAML a node is, to compare whole trees.
    private func flow(_ node: YAMLNode?) -> String {
        switch node?.content {
        case .scalar(let text, _): text
        case .sequence(let items): "[" + items.map(flow).joined(separator: ",") + "]"
        case .mapping(let entries):
            "{" + entries.map { flow($0.key) + ":" + flow($0.value) }.joined(separator: ",") + "}"
        case nil: "nothing"
        }
    }

    @Test(arguments: [
        ("a: &x [1, 2]\nb: *x\n", "{a:[1,2],b:[1,2]}"),
        ("a: &x 1\nb: &x 2\nc: *x\n", "{a:1,b:2,c:2}"),
        ("a: &x { k: &y v }\nb: [*x, *y]\n", "{a:{k:v},b:[{k:v},v]}"),
        ("- &k name\n- { *k : 1 }\n", "[name,{name:1}]"),
        ("a: '*x'\nb: \"2 * 3\"\nc: 2*3 # *x\nd: |-\n  *x\n", "{a:*x,b:2 * 3,c:2*3,d:*x}"),
        ("a: $${x}\n", "{a:$${x}}"),
    ])
    func aliasesAreWrittenOut(text: String, expected: String) {
        let (root, diagnostics) = compose(text)
        #expect(flow(root) == expected)
        #expect(diagnostics.isEmpty)
    }

    @Test func aMistakeInAnAliasedValueIsShownOnceWhereItStands() {
        let text = Fixture.file(
            sources: """
                sources:
                  - { name: a, time_zone: America/Bogota, server: 1, token: "${WOLKVOX_TOKEN}", retry: &r { attempts: many } }
                  - { name: b, time_zone: America/Bogota, server: 1, token: "${WOLKVOX_TOKEN}", retry: *r }

                """)
        #expect(
            Fixture.read(text).diagnostics.map(\.description) == [
                "pipeline.yaml:4:103: error: attempts: 'many' is not a whole number from 1 to 100"
            ])
    }

    @Test func anAliasInsideItsOwnAnchorIsRefused() {
        #expect(
            compose("a: &x [*x]\n").diagnostics == [
                "f:1:8: error: no anchor &x stands before this alias; quote a value that starts with *"
            ])
    }

    @Test(arguments: ["- &a0 [x, x]\n", "- &a0 { ? [x] : x }\n"])
    func aliasesThatMultiplyAreStopped(first: String) {
        var text = first
        for level in 1...200 { text += "- &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        // As keys too: comparing them would take as long as writing them out.
        text += "- { ? *a200 : 1, ? *a199 : 2 }\n"
        let diagnostics = compose(text).diagnostics
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.contains("more than 10000 values") == true)
    }

    @Test(arguments: [
        ("a: 1\n\"a\": 2\n'a': 3\n", 3), ("&x a: 1\na: 2\n", 2), ("'*': 1\n'*': 2\n", 2),
        ("{ a: 1, a: 2 }", 2),
    ])
    func doubledKeysAllArrive(text: String, count: Int) {
        let (root, diagnostics) = compose(text)
        guard case .mapping(let entries) = root?.content else {
            Issue.record("no mapping in \(text): \(diagnostics)")
            return
        }
        #expect(entries.count == count)
        #expect(Set(entries.map { flow($0.key) }).count == 1)
    }

    @Test(arguments: ["'': 1\n'': 2\n", "? [a]\n: 1\n? [a]\n: 2\n", "'''a': 1\n'''a': 2\n", "\"\\x61\": 1\na: 2\n"])
    func doubledKeysThatCannotBeRenamedAreStillFound(text: String) {
        let diagnostics = compose(text).diagnostics
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.contains("duplicate key") == true)
    }

    @Test func manyDoubledKeysComeToAnEnd() {
        let diagnostics = compose((0...2 * YAMLPreprocessor.mostDoubledKeys).map { "k: \($0)\n" }.joined()).diagnostics
        #expect(diagnostics.count == 1)
    }

    @Test func aFileBeyondMeasureIsRefused() {
        let text = String(repeating: "#", count: TextGuard.longestFile + 1)
        #expect(compose(text).diagnostics == ["f:1:1: error: a pipeline file holds at most 1 MiB of text"])
    }

    @Test(arguments: ["- ", "? ", "[", "{a: "])
    func depthIsBounded(step: String) {
        let diagnostics = compose(String(repeating: step, count: 5000)).diagnostics
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.contains("nested more than 64 deep") == true)
    }
}
