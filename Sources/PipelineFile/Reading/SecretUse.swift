/// Whether the reader of a pipeline file works with its secrets, or only with what the rest of it says.
package enum SecretUse: Sendable {
    /// A variable that a secret names must be set.
    case needed
    /// A variable that only secrets name need not be set; the secret's value then means nothing.
    case unused

    /// The key that names a secret's file.
    static let fileKey = "token_file"
    /// What an unset secret is read as.
    static let substitute = "a-secret-that-is-not-needed-here"
}
