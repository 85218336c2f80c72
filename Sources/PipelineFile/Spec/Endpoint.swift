/// Where a source's API answers.
package enum Endpoint: Sendable, Hashable {
    /// The number of a vendor's server, leading zeros kept.
    case server(String)
    /// Scheme, host, port and path, with no slash at the end.
    case address(String)

    /// What the API's paths are appended to, with no slash at the end.
    package var baseURL: String {
        switch self {
        case .server(let number): "https://wv\(number).wolkvox.com"
        case .address(let address): address
        }
    }
}
