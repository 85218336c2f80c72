/// How failed requests are repeated.
package struct S3Patience: Sendable, Hashable {
    /// The most attempts of one call.
    package var attempts: Int
    /// The pause before the second attempt, which later ones double; each is made shorter at random.
    package var firstPause: Duration
    /// The longest pause.
    package var longestPause: Duration
    /// The longest that a store may keep failing before a call is given up.
    package var longestTrouble: Duration
    /// The longest that a store which never answered may be out of reach before a call is given up.
    package var longestSilence: Duration

    /// Settings that outlast a minute of 503, and soon give up an address that is wrong.
    package init(
        attempts: Int = 20, firstPause: Duration = .milliseconds(200), longestPause: Duration = .seconds(15),
        longestTrouble: Duration = .seconds(150), longestSilence: Duration = .seconds(12)
    ) {
        (self.attempts, self.firstPause, self.longestPause) = (attempts, firstPause, longestPause)
        (self.longestTrouble, self.longestSilence) = (longestTrouble, longestSilence)
    }

    /// The pause after a failed attempt.
    ///
    /// - Parameters:
    ///   - attempt: its number, from 1.
    ///   - wish: what the store asked for.
    ///   - chance: a random number from 0 to 1. Between half and all of the pause is waited, so that callers that failed
    ///     together do not come back together.
    /// - Returns: how long to wait.
    func pause(after attempt: Int, wish: Duration?, chance: Double) -> Duration {
        let doubled = min(firstPause * (1 << min(attempt - 1, 20)), longestPause)
        let shortened = doubled * (0.5 + chance / 2)
        return min(max(shortened, wish ?? .zero), longestPause)
    }
}
