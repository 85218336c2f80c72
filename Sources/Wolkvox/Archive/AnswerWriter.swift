internal import ByteScan
internal import Crypto
internal import Disk
internal import ETL
internal import NIOCore

/// Keeps an answer while it arrives; it counts only once ``keep(_:)`` has returned.
final class AnswerWriter {
    private var answer: ArchivedAnswer
    private let path: String
    private let file: OpenFile
    private let deflater: GzipDeflater
    private var hash = SHA256()
    private var end = 0
    private var isKept = false
    private let isForgotten: (@Sendable (_ field: String, _ value: [UInt8]) -> Bool)?

    init(
        _ answer: ArchivedAnswer, in folder: String,
        without isForgotten: (@Sendable (_ field: String, _ value: [UInt8]) -> Bool)? = nil
    ) throws(ETLError) {
        self.answer = answer
        self.isForgotten = isForgotten
        path = "\(folder)/\(answer.name)"
        deflater = try GzipDeflater()
        file = try OpenFile(
            path + AnswerArchive.ending + AnswerArchive.partEnding, .replace, mode: 0o600, errors: AnswerArchive.errors)
    }

    /// Adds the next bytes of the answer.
    func append(_ bytes: ByteBuffer) throws {
        answer.bytes += bytes.readableBytes
        try unsafe bytes.withUnsafeReadableBytes { bytes in
            unsafe hash.update(bufferPointer: bytes)
            try unsafe deflater.deflate(bytes, write)
        }
    }

    /// The answer was used: it is kept from now on.
    func keep(status: Int, contentType: String?, charset: AnswerCharset) throws {
        try deflater.finish(write)
        answer.sha256 = hash.finalize().hexadecimal
        answer.charset = charset.name
        if let isForgotten { try leaveOut(isForgotten) }
        try file.sync()
        answer.status = status
        answer.contentType = contentType
        let note = path + AnswerArchive.noteEnding
        try Files.write(try answer.encoded(), to: note + AnswerArchive.partEnding, mode: 0o600)
        try Files.rename(note + AnswerArchive.partEnding, to: note)
        try Files.rename(file.path, to: path + AnswerArchive.ending)
        try Files.syncDirectory(Files.parent(of: path))
        isKept = true
    }

    /// Writes the answer again without the rows of forgotten people, if it has any.
    private func leaveOut(_ isForgotten: @escaping @Sendable (_ field: String, _ value: [UInt8]) -> Bool) throws {
        guard
            let pruned = try AnswerPruner(
                file: file.path, charset: AnswerCharset(name: answer.charset), isListed: isForgotten),
            pruned.removed > 0
        else { return }
        let packed = try AnswerPruner.packed(pruned.output)
        try file.truncate(to: 0)
        try file.write(packed, at: 0)
        answer.bytes = pruned.output.count
        answer.sha256 = SHA256.hash(data: pruned.output).hexadecimal
    }

    /// An answer that was not used leaves nothing.
    deinit {
        if !isKept { file.removeName() }
    }

    private func write(_ piece: ArraySlice<UInt8>) throws {
        try file.write(Array(piece), at: end)
        end += piece.count
    }
}
