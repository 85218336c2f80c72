import Engine
import Foundation

/// What a follower remembers between two processes, as the lake keeps it.
enum FollowNotes {
    private struct Document: Codable {
        var formatVersion = 1
        var notes: Follower.Notes
    }

    static func encoded(_ notes: Follower.Notes) throws -> [UInt8] {
        Array(try JSONOutput.text(Document(notes: notes)).utf8)
    }

    /// Nil for what another version of the program wrote, or nobody did.
    static func decoded(_ bytes: [UInt8]) -> Follower.Notes? {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let document = try? decoder.decode(Document.self, from: Data(bytes)), document.formatVersion == 1 else {
            return nil
        }
        return document.notes
    }
}
