import ETL
import FuzzSupport

@testable import FlatFiles

@main enum CheckpointFuzz {
    static func main() { unsafe fuzz(testOneCheckpoint) }
}

/// Reads the input as a checkpoint; one that is taken survives being written, and a run can go on from it.
///
/// An even first byte: the rest is the file as it stands. An odd one: the rest is what the frame holds, the last bytes
/// of it tails (as many as the byte's other bits say), and the frame is made sound around it, checksum included; no
/// fuzzer guesses a checksum.
private func testOneCheckpoint(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let content = input[1...]
    let isFramed = input[0].isMultiple(of: 2)
    let file = isFramed ? Array(content) : framed(content, tails: min(Int(input[0] >> 1), content.count))
    guard let checkpoint = try? Checkpoint(decoding: file) else { return 0 }
    let opening = try? Checkpoint.opening(checkpoint.header, notes: checkpoint.notes)
    let written = (opening ?? []) + checkpoint.dataTail + checkpoint.quarantineTail
    let again = try? Checkpoint(decoding: written)
    require(again == checkpoint, "a checkpoint that changes when it is written")
    goOn(from: checkpoint.header.kept)
    return 0
}

private func framed(_ content: ArraySlice<UInt8>, tails: Int) -> [UInt8] {
    let file = Array("WXCKPT2\n".utf8) + littleEndian(UInt32(content.count - tails)) + content.dropLast(tails)
    return file + littleEndian(Checksum.crc(file[...])) + content.suffix(tails)
}

private func littleEndian(_ word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
}

/// What a run does with the windows that it need not ask for again.
private func goOn(from kept: [KeptWindow]) {
    let covered = IntervalSet(kept.map(\.window))
    require(covered.length >= 0, "a stretch of time that is shorter than nothing")
    require(covered.windows.allSatisfy { $0.days.lowerBound <= $0.days.upperBound }, "days out of order")
    let rows = kept.reduce(0) { $0 + $1.rows }
    let quarantined = kept.reduce(0) { $0 + $1.quarantined }
    require(rows >= 0 && quarantined >= 0, "a count below zero")
}
