import ETL
import PipelineFile
import Settings
import Testing

@Suite struct TokenFileTests {
    private struct Missing: Error, CustomStringConvertible {
        let description = "no such file"
    }

    private func read(_ content: String) throws(TokenFile.Failure) -> Secret {
        try TokenFile.read("token", besidePipeline: "p/nightly.yaml") { _ in Array(content.utf8) }
    }

    @Test(arguments: [
        ("token", "p/nightly.yaml", "p/token"), ("token", "nightly.yaml", "token"),
        ("../token", "/etc/p/nightly.yaml", "/etc/p/../token"), ("/run/token", "p/nightly.yaml", "/run/token"),
    ])
    func aRelativePathStartsAtThePipelineFile(file: String, pipeline: String, path: String) {
        #expect(TokenFile.path(file, besidePipeline: pipeline) == path)
    }

    @Test(arguments: ["abc", "abc\n", "abc\r\n"])
    func oneLineBreakAtTheEndIsNoPartOfTheToken(content: String) throws {
        #expect(try read(content).reveal() == "abc")
    }

    @Test(arguments: [
        ("", "is empty"), ("\n", "is empty"), ("abc\n\n", "holds a line break"), ("abc\ndef\n", "holds a line break"),
        ("abc\u{0}", "holds a control character"),
        ("ab c", "holds a blank or a letter beyond ASCII, which no token has"),
    ])
    func otherContentIsRefusedWithoutShowingIt(content: String, reason: String) {
        let failure = #expect(throws: TokenFile.Failure.self) { try read(content) }
        #expect(failure?.description == "token_file: the content of p/token \(reason)")
    }

    @Test func aFileThatCannotBeReadIsNamed() {
        let failure = #expect(throws: TokenFile.Failure.self) {
            try TokenFile.read("token", besidePipeline: "p/nightly.yaml") { _ in throw Missing() }
        }
        #expect(failure?.description == "token_file: p/token can't be read: no such file")
    }

    @Test func bytesThatAreNoTextAreRefused() {
        let failure = #expect(throws: TokenFile.Failure.self) {
            try TokenFile.read("token", besidePipeline: "p/nightly.yaml") { _ in [0xFF, 0xFE] }
        }
        #expect(failure?.description == "token_file: p/token isn't text")
    }
}
