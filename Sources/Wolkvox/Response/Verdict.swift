internal import ETL

/// What an attempt resolves to, and why.
struct Verdict: Sendable, Equatable {
    /// What is to be done.
    enum Action: Sendable, Equatable {
        /// Take the rows.
        case rows
        /// There are no rows.
        case none
        /// Ask for parts of the window.
        case split
        /// Ask again after a pause of this kind, and at least so long.
        case again(Pause, atLeast: Duration = .zero)
        /// Give up so much.
        case stop(ETLError.Scope, ETLError.Code)
    }

    /// The kinds of pauses before the same request is made again.
    enum Pause: String, Sendable, CaseIterable {
        /// Something broke, and may work the next time.
        case failure
        /// Somebody else uses the token.
        case busy
        /// The server is closed for a while.
        case maintenance
    }

    /// What is to be done.
    var action: Action
    /// What happened, for people: the part of a sentence after "the server".
    var finding: String
    /// What a person can do, if it comes to that.
    var advice: String
    /// What it counts as when asking again did not help.
    var failure: (scope: ETLError.Scope, code: ETLError.Code) = (.window, .source)

    /// What names the way in which the answer is unsound, for answers that something within the window may spoil each
    /// time; nil for all others.
    var unsoundness: String?

    /// What it ends, and what it counts as, where nothing is asked again.
    var ending: (scope: ETLError.Scope, code: ETLError.Code) {
        if case .stop(let scope, let code) = action { (scope, code) } else { failure }
    }

    static func == (left: Self, right: Self) -> Bool {
        left.action == right.action && left.finding == right.finding && left.advice == right.advice
            && left.failure == right.failure && left.unsoundness == right.unsoundness
    }
}

/// What the table's entries say.
extension Verdict {
    static let rows = Verdict(action: .rows, finding: "sent rows", advice: "")

    static let noRows = Verdict(action: .none, finding: "said that there are no rows", advice: "")

    static let redirect = Verdict(
        action: .stop(.token, .source), finding: "pointed to another address, which is not followed",
        advice: "Check the source's server number or endpoint.")

    static let refusedRequest = Verdict(
        action: .stop(.report, .configuration), finding: "refused the request",
        advice: "Check the report's name and parameters; this server may not offer the report.")

    static let refusedToken = Verdict(
        action: .stop(.token, .token), finding: "refused the token",
        advice: "Compare it with wolkvox Manager, under Configuration, Integrations, Tokens.")

    static let spent = Verdict(
        action: .stop(.token, .tryLater), finding: "said that the day's calls are spent",
        advice: "Run again tomorrow: what is missing is asked for then.")

    static let page = Verdict(
        action: .again(.failure), finding: "sent a page for people instead of data",
        advice: "Check the source's server number or endpoint, and whether the API is up.")

    static let unknownCode = Verdict(
        action: .again(.failure), finding: "answered with an unknown code",
        advice: "Run again; if it stays, report what the server said.")

    static func busy(_ wait: Duration) -> Verdict {
        Verdict(
            action: .again(.busy, atLeast: wait), finding: "said that somebody else is using the token",
            advice: "Give each program a token of its own, or run again when the other one has ended.",
            failure: (.token, .tryLater))
    }

    static func throttled(_ wait: Duration) -> Verdict {
        Verdict(
            action: .again(.busy, atLeast: wait),
            finding: "was shielded by a gateway that takes no more requests for now",
            advice: "Run again later.")
    }

    static func shutOut(_ wait: Duration) -> Verdict {
        Verdict(
            action: .again(.maintenance, atLeast: wait),
            finding: "refused the request with an answer that is not the API's",
            advice:
                "Check the source's server number or endpoint, and that this machine's address is on the allow-list of"
                + " the operation; during backups the API is closed for up to an hour.", failure: (.token, .source))
    }

    static func foreign(_ finding: String) -> Verdict {
        Verdict(
            action: .again(.failure), finding: finding,
            advice: "Check the source's server number or endpoint, and what answers at that address.")
    }

    /// Nothing came, not even a status.
    static func silent(_ detail: String) -> Verdict {
        Verdict(
            action: .again(.failure), finding: join("accepted the request and sent nothing", detail),
            advice:
                "Check the server number, and that this machine's address is on the allow-list of the operation: the API"
                + " shuts others out without an answer.")
    }

    static func maintenance(_ wait: Duration) -> Verdict {
        Verdict(
            action: .again(.maintenance, atLeast: wait), finding: "is closed for now, as during its backups",
            advice: "Run again in an hour.", failure: (.token, .source))
    }

    static func serverError(_ wait: Duration) -> Verdict {
        Verdict(
            action: .again(.failure, atLeast: wait), finding: "reported an error of its own", advice: "Run again later."
        )
    }

    static let tooSlow = Verdict.tooLarge("gave no whole answer in time, twice")

    static func tooLarge(_ finding: String) -> Verdict {
        Verdict(action: .split, finding: finding, advice: "")
    }

    static func broken(_ finding: String, detail: String?, advice: String = "") -> Verdict {
        Verdict(
            action: .again(.failure), finding: Self.join(finding, detail),
            advice: advice.isEmpty ? "Run again later." : advice)
    }

    static func unreachable(_ error: TransportError, _ finding: String = "could not be reached") -> Verdict {
        let advice =
            "Check the network and the server number, and that this machine's address is on the allow-list of"
            + " the operation: the API shuts others out without an answer."
        return Verdict(
            action: .again(.failure), finding: Self.join(finding, error.detail),
            advice: error.advice.isEmpty ? advice : error.advice, failure: (.token, .source))
    }

    /// What asking again cannot help.
    static func hopeless(_ error: TransportError, _ finding: String) -> Verdict {
        Verdict(
            action: .stop(.token, .source), finding: error.detail.isEmpty ? finding : error.detail,
            advice: error.advice.isEmpty ? "Check the source's server number or endpoint." : error.advice)
    }

    private static func join(_ finding: String, _ detail: String?) -> String {
        guard let detail, !detail.isEmpty else { return finding }
        return "\(finding) (\(detail))"
    }
}
