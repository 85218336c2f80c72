import ByteScan
import ETL
import Testing

@testable import Wolkvox

@Suite struct ResponseJudgeTests {
    private let judge = ResponseJudge(rowsPerCall: 60_000, canSplit: true)

    private func attempt(
        _ status: Int?, code: Int? = nil, _ error: String? = nil, _ message: String? = nil, rows: Int = 0,
        data: Envelope.DataShape = .missing, opening: String = "{", ending: Attempt.Ending = .whole
    ) -> Attempt {
        var attempt = Attempt(status: status)
        attempt.envelope.code = code
        attempt.envelope.error = error
        attempt.envelope.message = message
        attempt.envelope.data = data
        attempt.rows = rows
        attempt.opening = Array(opening.utf8)
        attempt.ending = ending
        return attempt
    }

    @Test(arguments: [200, 0, nil] as [Int?])
    func rowsAreRows(code: Int?) {
        let whole = attempt(200, code: code, nil, "3 records were found", rows: 3, data: .array)
        #expect(judge.judge(whole).action == .rows)
        #expect(judge.judge(attempt(200, code: code, rows: 3, data: .array)).action == .rows)
        let lone = attempt(200, code: code, nil, "5 records were found", rows: 1, data: .object)
        #expect(judge.judge(lone).action == .rows)
    }

    @Test func fourShapesMeanNoRows() {
        let text = "please validate the dates"
        #expect(judge.judge(attempt(404, code: 404, "NOT FOUND", text)).action == .none)
        #expect(judge.judge(attempt(404, ending: .unsound(JSONScanError(.unexpectedEnd, at: 0)))).action == .none)
        #expect(judge.judge(attempt(200, code: 404, "NOT FOUND", text)).action == .none)
        #expect(judge.judge(attempt(200, code: 200, nil, "0 records were found", data: .array)).action == .none)
        #expect(judge.judge(attempt(200, code: 200)).action == .none)
    }

    @Test func aPageInPlaceOfDataIsNotTakenForEmptiness() {
        for (status, opening) in [(404, "\n <!DOCTYPE html>"), (200, "<html>")] {
            let page = attempt(status, opening: opening, ending: .unsound(JSONScanError(.notAnObject, at: 0)))
            #expect(judge.judge(page).action == .again(.failure))
        }
    }

    @Test func whatHoldsMoreThanOneCallBringsIsSplit() {
        #expect(judge.judge(attempt(200, code: 200, rows: 60_000, data: .array)).action == .split)
        #expect(judge.judge(attempt(200, code: 200, rows: 59_999, data: .array)).action == .rows)
        let announced = "9 records were found"
        #expect(judge.judge(attempt(200, code: 200, nil, announced, rows: 8, data: .array)).action == .split)
        #expect(judge.judge(attempt(200, code: 200, nil, announced)).action == .split)
        #expect(judge.judge(attempt(200, ending: .tooManyBytes)).action == .split)
        #expect(judge.judge(attempt(200, ending: .failed(TransportError(.tooLarge)))).action == .split)
        #expect(judge.judge(attempt(416, code: 416)).action == .split)
        #expect(judge.judge(attempt(200, code: 416)).action == .split)
    }

    @Test func aCountThatDiffersIsAskedForAgainWhereNothingCanBeSplit() {
        let whole = ResponseJudge(rowsPerCall: 60_000, canSplit: false)
        let lost = attempt(200, code: 200, nil, "9 records were found", rows: 8, data: .array)
        #expect(whole.judge(lost).action == .again(.failure))
        #expect(whole.judge(lost).finding == "announced 9 rows and sent 8")
    }

    @Test(
        arguments: [(nil, Attempt.Ending.failed(TransportError(.timedOut))), (504, .whole)] as [(Int?, Attempt.Ending)])
    func aWindowThatIsTooSlowTwiceIsSplit(status: Int?, ending: Attempt.Ending) {
        let slow = attempt(status, ending: ending)
        #expect(slow.tookTooLong)
        #expect(judge.judge(slow).action == .again(.failure))
        #expect(judge.judge(slow, earlierTimeouts: 1).action == .split)
        let whole = ResponseJudge(rowsPerCall: 60_000, canSplit: false)
        #expect(whole.judge(slow, earlierTimeouts: 1).action == .again(.failure))
    }

    @Test(arguments: [
        (403, "TOKEN LIMIT EXCEEDED", Verdict.Action.stop(.token, .tryLater)),
        (403, "Token limit exceeded", .stop(.token, .tryLater)),
        (403, "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)", .again(.busy)),
        (403, "PLEASE VALIDATE TOKEN", .stop(.token, .token)),
        (403, "THE SERVER IS IN BACKUP", .again(.maintenance)),
        (403, "", .again(.maintenance)),
        (401, "PLEASE ENTER THE WOLKVOX-TOKEN", .stop(.token, .token)),
        (400, "THE API YOU WANT TO CONSULT DOES NOT EXIST", .stop(.report, .configuration)),
        (400, "SOME PARAMETERS ARE REQUIRED", .stop(.report, .configuration)),
        (405, "", .stop(.report, .configuration)),
        (412, "", .stop(.report, .configuration)),
        (417, "", .stop(.report, .configuration)),
        (418, "", .again(.failure)),
        (408, "", .again(.failure)),
        (429, "", .again(.busy)),
        (500, "", .again(.failure)),
        (502, "", .again(.failure)),
        (503, "", .again(.failure)),
    ])
    func refusalsAreReadFromTheStatusOrTheBody(code: Int, message: String, action: Verdict.Action) {
        #expect(judge.judge(attempt(code, code: code, "X", message)).action == action)
        #expect(judge.judge(attempt(200, code: code, "X", message)).action == action)
        #expect(judge.judge(attempt(code, code: 200, nil, message)).action == action)
    }

    @Test(arguments: [301, 302, 307, 308])
    func redirectsAreNotFollowed(status: Int) {
        #expect(judge.judge(attempt(status)).action == .stop(.token, .source))
    }

    @Test(arguments: TransportError.Kind.allCases.filter { $0 != .tooLarge })
    func brokenConnectionsAreTriedAgain(kind: TransportError.Kind) {
        let verdict = judge.judge(attempt(nil, ending: .failed(TransportError(kind, "why"))))
        #expect(verdict.action == .again(.failure))
    }

    @Test func anUnreachableServerEndsAllThatUsesIt() {
        let verdict = judge.judge(attempt(nil, ending: .failed(TransportError(.unreachable))))
        #expect(verdict.failure == (.token, .source))
        #expect(verdict.advice.contains("allow-list"))
    }

    @Test func brokenAnswersAreTriedAgain() {
        let cut = attempt(200, rows: 4, ending: .unsound(JSONScanError(.unexpectedEnd, at: 90)))
        #expect(judge.judge(cut).action == .again(.failure))
        #expect(judge.judge(cut).finding.contains("byte 90"))
        #expect(judge.judge(attempt(200, code: 200, data: .other)).action == .again(.failure))
        #expect(judge.judge(attempt(200, "ERROR")).action == .again(.failure))
        #expect(judge.judge(attempt(200, code: 404, rows: 2, data: .array)).action == .again(.failure))
    }

    @Test func theServersWishToWaitIsKept() {
        var busy = attempt(503)
        busy.retryAfter = 30
        #expect(judge.judge(busy).action == .again(.failure, atLeast: .seconds(30)))
    }

    @Test func everyVerdictThatEndsInFailureSaysWhatToDo() {
        let statuses = [302, 400, 401, 403, 404, 405, 408, 412, 417, 418, 429, 500]
        for status in statuses {
            let verdict = judge.judge(attempt(status, opening: "<"))
            #expect(!verdict.finding.isEmpty)
            #expect(!verdict.advice.isEmpty)
        }
    }
}
