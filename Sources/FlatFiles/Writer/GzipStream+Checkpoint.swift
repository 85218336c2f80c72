internal import ByteScan
internal import Crypto
internal import Disk
internal import Foundation

extension GzipStream {
    /// Where a stream is, for a checkpoint.
    struct Progress {
        let stream: Checkpoint.Stream
        /// What is not in the staged file yet, in pieces.
        let tail: [[UInt8]]

        init(landed: BlockFile.Landed, contentHash: SHA256, tail: [[UInt8]]) {
            stream = Checkpoint.Stream(
                fileBytes: landed.fileBytes, contentBytes: landed.contentBytes,
                tailBytes: tail.reduce(0) { $0 + $1.count }, contentSHA256: contentHash.finalize().hexadecimal)
            self.tail = tail
        }
    }

    /// Where a stream can be taken up.
    struct Restart {
        private(set) var landed = BlockFile.Landed()
        /// SHA-256 over the content of the staged file.
        private(set) var contentHash = SHA256()
        /// What comes behind it.
        let tail: [UInt8]

        /// From a checkpoint, if the staged file still holds what the checkpoint says: all of it is decompressed, and
        /// its hashes are made anew on the way.
        init(_ stream: Checkpoint.Stream, tail: [UInt8], staged path: String) throws {
            self.tail = tail
            if stream.fileBytes > 0 { try read(stream.fileBytes, of: OpenFile(path, .read)) }
            var whole = contentHash
            whole.update(data: tail)
            guard landed.fileBytes == stream.fileBytes, landed.contentBytes == stream.contentBytes,
                whole.finalize().hexadecimal == stream.contentSHA256
            else { throw Checkpoint.Damaged() }
        }

        private mutating func read(_ bytes: Int, of file: OpenFile) throws {
            let inflater = try Inflater(.gzip)
            try StagedBytes.forEachPiece(of: file, 0..<bytes) { piece in
                landed.fileBytes += piece.count
                landed.fileHash.update(data: piece)
                try inflater.inflate(piece) { content in
                    landed.contentBytes += content.count
                    landed.crc = Checksum.crc(content, after: landed.crc)
                    contentHash.update(data: content)
                }
            }
            guard inflater.isAtEnd == (BlockCodec.gzip.blockFormat == .gzip) else { throw Checkpoint.Damaged() }
        }
    }
}
