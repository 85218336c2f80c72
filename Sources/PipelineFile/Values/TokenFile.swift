package import ETL
import Settings

/// Reads the token that `token_file` names.
package enum TokenFile {
    /// Why there is no token, in words that don't show it.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// Where the file is: a relative path starts at the pipeline file's folder.
    package static func path(_ tokenFile: String, besidePipeline pipelineFile: String) -> String {
        guard !tokenFile.hasPrefix("/"), let slash = pipelineFile.lastIndex(of: "/") else { return tokenFile }
        return String(pipelineFile[...slash]) + tokenFile
    }

    /// Reads the file through the given function and checks what it holds; one line break at the end is not part of the token.
    package static func read(
        _ tokenFile: String, besidePipeline pipelineFile: String, contents: (String) throws -> [UInt8]
    ) throws(Failure) -> Secret {
        let path = path(tokenFile, besidePipeline: pipelineFile)
        let bytes: [UInt8]
        do {
            bytes = try contents(path)
        } catch {
            throw Failure(description: "token_file: \(path) can't be read: \(error)")
        }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(description: "token_file: \(path) isn't text")
        }
        // A line feed after a carriage return is one Character, and so goes with it.
        if let last = text.last, last == "\n" || last == "\r\n" { text.removeLast() }
        do throws(Complaint) {
            return try SecretText.token(text)
        } catch {
            throw Failure(description: "token_file: the content of \(path) \(error.reason ?? "is not a token")")
        }
    }
}

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
        case (_, .endpoint), (_, .address): "http://127.0.0.1"
        case (_, .template): "-"
        case (.offline, .path) where key.name == LoadKeys.to.shape.name: "output"
        case (.offline, .day) where key.name == WindowKeys.from.shape.name: "2000-01-01"
        case (.offline, .day): "today"
        default: nil
        }
    }

    private static let secret = "a-secret-that-is-not-needed-here"
}
