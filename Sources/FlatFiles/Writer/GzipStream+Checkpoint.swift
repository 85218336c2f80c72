internal import Crypto
internal import Foundation

extension GzipStream.Mark {
    /// What a checkpoint holds of the mark, besides the tail.
    var checkpoint: Checkpoint.Stream {
        Checkpoint.Stream(
            fileBytes: landed.fileBytes, contentBytes: landed.contentBytes, crc: landed.crc, tailBytes: tail.count)
    }

    /// A mark from a checkpoint, if the staged file still holds what the checkpoint says: all of it is decompressed
    /// and compared, and its hashes are made anew on the way.
    init(_ stream: Checkpoint.Stream, tail: [UInt8], staged path: String) throws {
        self.init()
        guard stream.fileBytes > 0 else {
            guard stream.contentBytes == 0 else { throw Checkpoint.Damaged() }
            append(tail: tail)
            return
        }
        let file = try OpenFile(path, .read)
        let inflater = try Inflater(.gzip)
        var state = BlockFile.Landed()
        var hash = contentHash
        try StagedBytes.forEachPiece(of: file, 0..<stream.fileBytes) { piece in
            state.fileBytes += piece.count
            state.fileHash.update(data: piece)
            try inflater.inflate(piece) { content in
                state.contentBytes += content.count
                state.crc = Checksum.crc(content, after: state.crc)
                hash.update(data: content)
            }
        }
        guard state.fileBytes == stream.fileBytes, state.contentBytes == stream.contentBytes, state.crc == stream.crc,
            inflater.isAtEnd == (BlockJoining.blockFormat == .gzip)
        else { throw Checkpoint.Damaged() }
        landed = state
        contentHash = hash
        append(tail: tail)
    }
}
