import Wolkvox

extension HTTPTransportOptions {
    /// The options for calls to some sources: proxies and authorities from the environment, and a wait for connections
    /// that leaves time to say that there was none before the call as a whole has taken too long.
    static func of(_ sources: [SourceSettings], in context: CommandContext) -> HTTPTransportOptions {
        var options = HTTPTransportOptions(environment: context.environment)
        if let shortest = sources.map(\.limits.timeout).min() {
            options.connectTimeout = min(options.connectTimeout, shortest * 0.5)
        }
        return options
    }
}
