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
            throw Failure(description: "token_file: the content of \(path) \(error.reason ?? "is no token")")
        }
    }
}
