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

    @Test(
        arguments: [
            (.serverZone, "Set the source's time_zone to the zone of the server's clock, and run again"),
            (.transforms, "Check the transforms of the pipeline file"),
            (
                .narrowerRequest,
                "Narrow the report by a parameter if it has one, and ask wolkvox for the rest of the day"
            ),
            (.unknownFields, "Set quality.unknown_fields to keep or drop to commit the day all the same"),
            (.invalidRows, "Set quality.on_invalid to quarantine to commit the rest and look at those rows"),
            (.moreInQuarantine, "If that is right for this report, raise quality.max_quarantined"),
            (.freshStart, "Run again with --fresh; if it stays so, report it as a fault of the program"),
            (.newerRun, "Use that version, or drop the unfinished run with --fresh"),
            (.foreignDay, "Write to another folder (load.to), or make the day this pipeline's own with --take-over"),
            (.outsideLink, "Remove the link, or write to the place it leads to (load.to)"),
            (.readOnlyOutput, "The place is read-only: write elsewhere (load.to) or mount it writable, then run again"),
        ] as [(ETLError.Remedy, String)])
    func aRemedyIsShownWithTheProgramsKeysAndFlags(remedy: ETLError.Remedy, words: String) {
        let error = ETLError(.data, "It failed", remedy: remedy)
        #expect(Failure(error).lines == ["error: It failed. \(words)."])
        #expect(error.advice == remedy.advice && !remedy.advice.contains("--") && !remedy.advice.contains("wolkvox"))
    }

    @Test func aRenamedSourceIsShownWithTheCommandThatMovesItsDays() {
        let renaming = LakeProblem.Renaming(directory: "lake", old: "cali", new: "bogota")
        let problem = LakeProblem(path: "report=*", what: "1 day has the same rows", renaming: renaming)
        #expect(
            problem.sentence
                == "report=*: 1 day has the same rows: if the source was renamed, run `wolkvox-etl relocate lake --source "
                + "cali=bogota`")
        #expect(LakeProblem(path: "a", what: "b").sentence == "a: b")
    }

    @Test(arguments: zip(ETLError.Code.allCases, [78, 77, 74, 75, 69, 65] as [Int32]))
    func everyCodeHasItsStatus(code: ETLError.Code, status: Int32) {
        #expect(Failure(ETLError(code, "It failed", advice: "Run again")).status.rawValue == status)
    }
}
