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

    static func == (left: Self, right: Self) -> Bool {
        left.action == right.action && left.finding == right.finding && left.advice == right.advice
            && left.failure == right.failure && left.unsoundness == right.unsoundness
    }
}
