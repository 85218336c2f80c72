/// How failed requests are repeated.
package struct S3Patience: Sendable, Hashable {
    /// The most attempts of one call that fail for one reason.
    package var attempts: Int
    /// The pause before the second attempt, which later ones double; each is made shorter at random.
    package var firstPause: Duration
    /// The longest pause.
    package var longestPause: Duration
    /// The longest that a store may keep saying that it is busy or failing before a call is given up.
    package var longestTrouble: Duration
    /// The longest wait for a connection.
    package var connectTimeout: Duration
    /// The longest time without a byte.
    package var idleTimeout: Duration

    /// Settings that outlast a minute of 503.
    package init(
        attempts: Int = 16, firstPause: Duration = .milliseconds(200), longestPause: Duration = .seconds(15),
        longestTrouble: Duration = .seconds(150), connectTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(60)
    ) {
        (self.attempts, self.firstPause, self.longestPause) = (attempts, firstPause, longestPause)
        (self.longestTrouble, self.connectTimeout, self.idleTimeout) = (longestTrouble, connectTimeout, idleTimeout)
    }
}
