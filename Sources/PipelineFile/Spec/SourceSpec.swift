package import ByteScan
package import ETL
import Settings

/// One operation of the vendor's: a server, a token, and how to treat them.
package struct SourceSpec: Sendable, Equatable {
    package enum Token: Sendable, Equatable {
        case value(Secret)
        /// A path; a relative one starts at the pipeline file's folder. `TokenFile` reads it.
        case file(String)
    }

    /// What one call may ask for and bring.
    package struct Limits: Sendable, Equatable {
        package var rowsPerCall: Int
        package var daysPerCall: Int
        package var bytesPerCall: Int
        package var timeout: Duration
    }

    /// How failed calls are repeated.
    package struct Retry: Sendable, Equatable {
        /// All attempts at one call, the first included.
        package var attempts: Int
        package var firstWait: Duration
        package var longestWait: Duration
    }

    /// How an unlikely empty answer is asked again.
    package struct Empty: Sendable, Equatable {
        package var retries: Int
        package var pause: Duration
    }

    /// A name that can be a folder's.
    package var name: String
    package var endpoint: Endpoint
    package var token: Token
    /// A file with the authorities that the server's certificate is checked against; a relative path starts at the
    /// pipeline file's folder. Nil leaves it to this machine.
    package var caFile: String?
    /// The IANA name of the zone of the server's clock.
    package var timeZone: String
    /// The most calls to spend in a local day; nil leaves it to the server.
    package var callsPerDay: Int?
    /// Settles what `1,234` means; nil leaves it open.
    package var decimalSeparator: DecimalSeparator?
    package var limits: Limits
    package var retry: Retry
    package var empty: Empty
}
