import ByteScan
import ETL
import Testing

@testable import Wolkvox

@Suite struct ResponseJudgeTests {
    private let judge = ResponseJudge(rowsPerCall: 60_000, canSplit: true)

    private func attempt(
        _ status: Int?, code: Int? = nil, _ error: String? = nil, _ message: String? = nil, rows: Int = 0,
        data: Envelope.RowsShape = .missing, opening: String = "{", ending: Attempt.Ending = .whole
    ) -> Attempt {
        var attempt = Attempt(status: status)
        attempt.envelope.code = code
        attempt.envelope.error = error
        attempt.envelope.message = message
        attempt.envelope.rows = data
        attempt.rows = rows
        attempt.opening = Array(opening.utf8)
        attempt.ending = ending
        return attempt
    }

    @Test(arguments: [200, 0])
    func rowsAreRows(code: Int) {
        let whole = attempt(200, code: code, nil, "3 records were found", rows: 3, data: .array)
        #expect(judge.judge(whole).action == .rows)
        #expect(judge.judge(attempt(200, code: code, rows: 3, data: .array)).action == .rows)
        let lone = attempt(200, code: code, nil, "5 records were found", rows: 1, data: .object)
        #expect(judge.judge(lone).action == .rows)
    }

    @Test func fourShapesMeanNoRows() {
        let text = "please validate the dates"
        #expect(judge.judge(attempt(404, code: 404, "NOT FOUND", text)).action == .none)
        #expect(judge.judge(attempt(404, "NOT FOUND", text)).action == .none)
        #expect(judge.judge(attempt(200, code: 404, "NOT FOUND", text)).action == .none)
        #expect(judge.judge(attempt(200, code: 200, nil, "0 records were found", data: .array)).action == .none)
        #expect(judge.judge(attempt(200, code: 200)).action == .none)
        #expect(judge.judge(attempt(200, code: 200, "", "No records found")).action == .none)
        #expect(judge.judge(attempt(200, code: 200, nil, "no hay registros", data: .object)).action == .none)
    }

    @Test func aPageInPlaceOfDataIsNotTakenForEmptiness() {
        for (status, opening) in [(404, "\n <!DOCTYPE html>"), (200, "<html>")] {
            let page = attempt(status, opening: opening, ending: .unsound(JSONScanError(.notAnObject, at: 0)))
            #expect(judge.judge(page).action == .again(.failure))
        }
    }

    /// JSON without a code is a gateway's, whatever its status: nothing that it says counts.
    @Test(arguments: [200, 400, 401, 404, 405, 412, 417, 418])
    func whatIsNotTheAPIsIsTriedAgain(status: Int) {
        for (error, message) in [(nil, nil), ("Not Found", nil), (nil, "no Route matched"), ("x", "y")] {
            if status == 404, error != nil, message != nil { continue }
            let foreign = judge.judge(attempt(status, code: nil, error, message))
            #expect(foreign.action == .again(.failure))
            #expect(foreign.failure == (.window, .source))
        }
        for ending in [JSONScanError(.unexpectedEnd, at: 0), JSONScanError(.notAnObject, at: 0)] {
            #expect(judge.judge(attempt(status, code: status, ending: .unsound(ending))).action == .again(.failure))
        }
    }

    @Test(arguments: [201, 202, 204, 206, 226])
    func ofTheStatusesOfSuccessTheAPIUsesOne(status: Int) {
        #expect(judge.judge(attempt(status, code: 200, rows: 2, data: .array)).action == .again(.failure))
        #expect(judge.judge(attempt(200, code: status, rows: 2, data: .array)).action == .again(.failure))
    }

    @Test func successWithAnErrorIsNeverNoRows() {
        #expect(judge.judge(attempt(200, code: 200, "database timeout", "", data: .array)).action == .again(.failure))
        #expect(judge.judge(attempt(200, code: 200, "database timeout")).action == .again(.failure))
        #expect(judge.judge(attempt(200, code: 200, " ", "", data: .array)).action == .none)
        // Rows beside an error count only if the server counted them.
        #expect(judge.judge(attempt(200, code: 200, "oops", "", rows: 1, data: .array)).action == .again(.failure))
        let counted = attempt(200, code: 200, "OK", "1 records were found", rows: 1, data: .array)
        #expect(judge.judge(counted).action == .rows)
    }

    @Test func aMessageThatPromisesRowsIsNeverNoRows() {
        for message in ["Found 5 records", "Se encontraron 1.200 registros"] {
            #expect(judge.judge(attempt(200, code: 200, nil, message, data: .array)).action == .again(.failure))
            #expect(judge.judge(attempt(200, code: 200, nil, message)).action == .again(.failure))
        }
        let empty = attempt(200, code: 200, nil, "5 records were found", data: .object)
        #expect(judge.judge(empty).action == .split)
    }

    @Test func withoutDataOnlyWordsOfNoneMeanNone() {
        #expect(judge.judge(attempt(200, code: 200, nil, "ok")).action == .again(.failure))
        #expect(judge.judge(attempt(200, code: 200, nil, "ok", data: .array)).action == .none)
        var elsewhere = attempt(200, code: 200)
        elsewhere.envelope.hasUnknownContents = true
        #expect(judge.judge(elsewhere).action == .again(.failure))
    }

    @Test func aReportThatDoesNotExistIsNotAnEmptyDay() {
        let gone = attempt(404, code: 404, "The API cdr_99 does not exist", "")
        #expect(judge.judge(gone).action == .stop(.report, .configuration))
    }

    @Test func whatHoldsMoreThanOneCallBringsIsSplit() {
        #expect(judge.judge(attempt(200, code: 200, rows: 60_000, data: .array)).action == .split)
        #expect(judge.judge(attempt(200, code: 200, rows: 59_999, data: .array)).action == .rows)
        let announced = "9 records were found"
        #expect(judge.judge(attempt(200, code: 200, nil, announced, rows: 8, data: .array)).action == .split)
        #expect(judge.judge(attempt(200, code: 200, nil, announced)).action == .split)
        #expect(judge.judge(attempt(200, ending: .tooManyBytes)).action == .split)
        #expect(judge.judge(attempt(200, ending: .tooManyRows)).action == .split)
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
        arguments: [(200, Attempt.Ending.failed(TransportError(.timedOut))), (504, .whole)] as [(Int, Attempt.Ending)])
    func aWindowThatIsTooSlowTwiceIsSplit(status: Int, ending: Attempt.Ending) {
        let slow = attempt(status, ending: ending)
        #expect(slow.tookTooLong)
        #expect(judge.judge(slow).action == .again(.failure))
        #expect(judge.judge(slow, earlierTimeouts: 1).action == .split)
        let whole = ResponseJudge(rowsPerCall: 60_000, canSplit: false)
        #expect(whole.judge(slow, earlierTimeouts: 1).action == .again(.failure))
    }

    @Test func withoutAByteNothingIsSplit() {
        let mute = attempt(nil, ending: .failed(TransportError(.timedOut)))
        #expect(judge.judge(mute, earlierTimeouts: 4).action == .again(.failure))
    }

    @Test func whatMaySpoilAWindowEachTimeHasAName() {
        var halving = judge
        halving.canHalve = true
        let unsound = [
            attempt(200, ending: .unsound(JSONScanError(.tooLong, at: 9))), attempt(200, rows: 0, opening: "<html>"),
            attempt(500), attempt(502), attempt(200, ending: .failed(TransportError(.cut))), attempt(200),
        ]
        for attempt in unsound { #expect(halving.judge(attempt).unsoundness != nil) }
        for attempt in unsound { #expect(judge.judge(attempt).unsoundness == nil) }
        var later = attempt(500)
        later.retryAfter = 5
        let others = [
            attempt(503), attempt(504), attempt(408), attempt(429), attempt(403), later,
            attempt(nil, ending: .failed(TransportError(.cut))),
            attempt(nil, ending: .failed(TransportError(.timedOut))),
            attempt(200, ending: .failed(TransportError(.timedOut))),
        ]
        for attempt in others { #expect(halving.judge(attempt).unsoundness == nil) }
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

    /// Not modified, use a proxy, and a status that is not used any more: none of them names another address.
    @Test(arguments: [304, 305, 306])
    func notEvery3xxPointsElsewhere(status: Int) {
        let verdict = judge.judge(attempt(status))
        #expect(verdict.action == .again(.failure))
        #expect(!verdict.finding.contains("another address"))
    }

    @Test(arguments: [TransportError.Kind.untrusted, .mismatched])
    func whatAskingAgainCannotHelpEndsAllThatUsesTheToken(kind: TransportError.Kind) {
        let error = TransportError(kind, "sent a certificate of nobody", advice: "Look at it.")
        let verdict = judge.judge(attempt(nil, ending: .failed(error)))
        #expect(verdict.action == .stop(.token, .source))
        #expect(verdict.finding == "sent a certificate of nobody")
        #expect(verdict.advice == "Look at it.")
    }

    @Test(arguments: TransportError.Kind.allCases.filter { ![.tooLarge, .untrusted, .mismatched].contains($0) })
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
        #expect(judge.judge(attempt(200, "ERROR", nil)).action == .again(.failure))
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
