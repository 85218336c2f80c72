/// An answer that is being put together: first as the server means it, then as faults leave it.
struct Answer: Sendable {
    /// What the faults may look at.
    struct Occasion: Sendable {
        let seed: UInt64
        let now: LocalMoment
        /// The number of the call.
        var call = 0
        let codeIsString: Bool
        let spelling: JSONSpelling

        /// The second by which rows of this age had come.
        func moment(before age: Duration) -> LocalMoment {
            LocalMoment(ordinal: now.ordinal - Int(age.components.seconds))
        }
    }

    let occasion: Occasion
    var status: Int
    var headers: [String: String] = ["Content-Type": "application/json; charset=utf-8"]
    var body: Body
    var wire = Wire()

    enum Body: Sendable {
        case rows(RowsBody)
        case bytes([UInt8])
    }

    struct RowsBody: Sendable {
        var envelope: AnswerEnvelope
        var selection: Selection
        var shape: RowShape
        var order = ServerHabits.RowOrder.newestFirst
        /// A single row stands without a list around it.
        var isLoneObject = false
    }

    /// What happens to the bytes on their way.
    struct Wire: Sendable {
        var delay: Duration = .zero
        var prefix: [UInt8] = []
        var suffix: [UInt8] = []
        /// The connection is closed when so many bytes of the body are out.
        var cutAfter: Int?
        var bytesPerSecond: Int?
        var isGzip = false
        var ending: Ending = .whole
    }

    enum Ending: Sendable {
        case whole
        /// Closed at once, without an answer.
        case reset
        /// No answer for so long.
        case hang(Duration)
    }
}

extension Answer {
    init(refusing refusal: Refusal, occasion: Occasion) {
        self.init(occasion: occasion, status: refusal.status, body: .bytes([]))
        refuse(refusal)
    }

    mutating func refuse(_ refusal: Refusal) {
        send(status: refusal.status, refusal.envelope(codeIsString: occasion.codeIsString))
    }

    /// Replaces the body by an envelope without rows.
    mutating func send(status: Int, _ envelope: AnswerEnvelope, data: String = #","data":null}"#) {
        self.status = status
        headers["Content-Type"] = "application/json; charset=utf-8"
        body = .bytes(envelope.head(spelling: occasion.spelling) + Array(data.utf8))
    }

    /// Replaces the body by a page.
    mutating func sendPage(_ page: String, status: Int, type: String) {
        self.status = status
        headers["Content-Type"] = type
        body = .bytes(Array(page.utf8))
    }

    /// Sends the body with `Content-Encoding: gzip`.
    mutating func compress() {
        wire.isGzip = true
        headers["Content-Encoding"] = "gzip"
    }

    var rowCount: Int {
        if case .rows(let rows) = body { rows.selection.count } else { 0 }
    }

    /// Changes the rows, if there are any.
    mutating func withRows(_ change: (inout RowsBody) -> Void) {
        guard case .rows(var rows) = body else { return }
        change(&rows)
        body = .rows(rows)
    }
}
