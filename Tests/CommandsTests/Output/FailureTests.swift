import ETL
import Engine
import Testing

@testable import Commands

@Suite struct FailureTests {
    @Test(arguments: [
        ("The disk is full", "Make room", "error: The disk is full. Make room."),
        ("The disk is full", "Make room.", "error: The disk is full. Make room."),
        ("There is no report cdr_9", "Did you mean cdr_6?", "error: There is no report cdr_9. Did you mean cdr_6?"),
        ("It stopped", "", "error: It stopped."),
    ])
    func theFirstLineIsMadeOfSentences(message: String, advice: String, line: String) {
        #expect(Failure(.files, message, advice: advice).lines == [line])
    }

    @Test func detailsAreIndented() {
        let failure = Failure(.data, "Two days failed", advice: "Run again", details: ["one", "two"])
        #expect(failure.lines == ["error: Two days failed. Run again.", "  one", "  two"])
    }

    @Test(arguments: zip(ETLError.Code.allCases, [78, 77, 74, 75, 69, 65] as [Int32]))
    func everyCodeHasItsStatus(code: ETLError.Code, status: Int32) {
        #expect(Failure(ETLError(code, "It failed", advice: "Run again")).status.rawValue == status)
    }
}
