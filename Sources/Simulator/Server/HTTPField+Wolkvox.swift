import HTTPTypes

extension HTTPField.Name {
    /// The header that carries the token.
    static let wolkvoxToken = HTTPField.Name("wolkvox-token") ?? .authorization
}
