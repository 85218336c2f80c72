public import ETL

/// One operation of the vendor's: a server, a token, and how to treat them.
public struct SourceSettings: Sendable {
    /// What the source is called in messages and folders.
    public var name: String
    /// Where its API answers.
    public var baseURL: BaseURL
    /// What opens it.
    public var token: Token
    /// The IANA name of the zone of its clock.
    public var zone: String
    /// What one call may ask for and bring.
    public var limits: Limits
    /// How failed calls are repeated.
    public var retry: RetryPolicy
    /// Whether a window of the server includes the second that is named as its end.
    public var ends: WindowEnds
    /// The path of a file with the authorities that the server's certificate is checked against; nil for those of this
    /// machine.
    public var authorities: String?

    /// A source.
    public init(
        name: String, baseURL: BaseURL, token: Token, zone: String, limits: Limits = Limits(),
        retry: RetryPolicy = RetryPolicy(), ends: WindowEnds = .inclusive, authorities: String? = nil
    ) {
        self.name = name
        self.baseURL = baseURL
        self.token = token
        self.zone = zone
        self.limits = limits
        self.retry = retry
        self.ends = ends
        self.authorities = authorities
    }

    /// What one call may ask for and bring. The defaults are the vendor's stated limits, and for the timeout its stated
    /// 60 seconds and some to travel.
    public struct Limits: Sendable, Equatable {
        /// Rows from which on an answer is taken to be cut off.
        public var rowsPerCall: Int
        /// The most days of one call.
        public var daysPerCall: Int
        /// The most bytes of one answer, after decompression.
        public var bytesPerCall: Int
        /// The longest that the server may take for one answer, from the request to its last byte.
        public var timeout: Duration

        /// Limits.
        public init(
            rowsPerCall: Int = 60_000, daysPerCall: Int = 31, bytesPerCall: Int = 256 << 20,
            timeout: Duration = .seconds(75)
        ) {
            self.rowsPerCall = rowsPerCall
            self.daysPerCall = daysPerCall
            self.bytesPerCall = bytesPerCall
            self.timeout = timeout
        }
    }
}
