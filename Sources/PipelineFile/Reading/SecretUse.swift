import Settings

/// What a pipeline file is read for, and so which of the variables that it names must be set.
public enum SecretUse: Sendable {
    /// Everything in it is used: every variable must be set.
    case needed
    /// No source is asked, and rows are made: a variable that only a token or its file names need not be set.
    case tokensUnused
    /// No source is asked: a variable that only a secret or the address of a server names need not be set.
    case unused
    /// No source is asked, and nothing is kept: a variable that only days or the output folder name need not be set either.
    case offline

    /// What a value whose variable isn't set is read as; nil where the variable must be set.
    func standIn(for key: KeyShape) -> String? {
        switch (self, key.kind) {
        case (.needed, _): nil
        case (_, _) where [SourceKeys.token.shape.name, SourceKeys.tokenFile.shape.name].contains(key.name): Self.secret
        case (.tokensUnused, _): nil
        case (_, .secret): Self.secret
        case (_, .server): "0000"
        case (_, .endpoint): "http://127.0.0.1"
        case (.offline, .path) where key.name == LoadKeys.to.shape.name: "output"
        case (.offline, .day) where key.name == WindowKeys.from.shape.name: "2000-01-01"
        case (.offline, .day): "today"
        default: nil
        }
    }

    private static let secret = "a-secret-that-is-not-needed-here"
}
