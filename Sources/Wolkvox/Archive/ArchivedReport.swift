internal import Disk
public import ETL

/// The answers that an archive has of one report of one source, by what they count for: for each second the answer that was
/// asked last.
public struct ArchivedReport: Sendable {
    /// A stretch of time, and the answer that counts for it.
    struct Piece: Sendable, Equatable {
        let window: Window
        let answer: ArchivedAnswer
        /// The answer's file.
        let path: String
    }

    /// The values of the report's parameters that were asked for, in the order in which they first were.
    public let values: [String]
    /// Why some answers do not count, by the file's name.
    let flaws: [(name: String, reason: String)]
    private let pieces: [String: [Piece]]
    private let answers: [(answer: ArchivedAnswer, window: Window, path: String)]
    /// Files beside them that do not count: what a kill left, and what is damaged or of another origin.
    private let strays: [String]

    /// Reads what is kept beside the answers.
    ///
    /// - Parameters:
    ///   - archive: where they are.
    ///   - report: the report's name.
    ///   - source: the source's name.
    ///   - origin: whom the answers must have come from.
    ///   - ends: how the source takes the ends of windows; answers that were asked for in another way do not count.
    /// - Throws: ``ETLError`` if the folder cannot be read.
    public init(_ archive: AnswerArchive, report: String, source: String, origin: String, ends: WindowEnds = .inclusive)
        throws(ETLError)
    {
        let folder = archive.folder(source: source, report: report)
        var flaws: [(String, String)] = []
        var answers: [(answer: ArchivedAnswer, window: Window, path: String)] = []
        let names = Set(try Files.names(in: folder, errors: AnswerArchive.errors))
        var counted: Set<String> = []
        for name in names.sorted() where name.hasSuffix(AnswerArchive.ending) {
            let stem = String(name.dropLast(AnswerArchive.ending.count))
            let note = try Files.contents(of: "\(folder)/\(stem)\(AnswerArchive.noteEnding)", most: 1 << 20)
            guard let note else {
                flaws.append((name, "\(stem)\(AnswerArchive.noteEnding) is missing"))
                continue
            }
            guard let answer = ArchivedAnswer(note), answer.name == stem, let window = answer.window,
                answer.report == report, answer.source == source
            else {
                flaws.append((name, "\(stem)\(AnswerArchive.noteEnding) does not describe it"))
                continue
            }
            guard answer.origin == origin else {
                flaws.append((name, "it came from \(answer.origin), not from \(origin)"))
                continue
            }
            guard answer.ends ?? .inclusive == ends else {
                flaws.append((name, "it was asked for with `ends: \((answer.ends ?? .inclusive).rawValue)`"))
                continue
            }
            answers.append((answer, window, "\(folder)/\(name)"))
            counted.formUnion([name, stem + AnswerArchive.noteEnding])
        }
        for name in names.sorted() where name.hasSuffix(AnswerArchive.noteEnding) {
            let stem = String(name.dropLast(AnswerArchive.noteEnding.count))
            if !names.contains(stem + AnswerArchive.ending) {
                flaws.append((stem + AnswerArchive.ending, "it is missing"))
            }
        }
        self.flaws = flaws
        strays = names.subtracting(counted).sorted().map { "\(folder)/\($0)" }
        answers.sort { ($0.answer.askedAt, $0.path) < ($1.answer.askedAt, $1.path) }
        var values: [String] = []
        var pieces: [String: [Piece]] = [:]
        var covered: [String: IntervalSet] = [:]
        for (answer, window, path) in answers.reversed() {
            var free = IntervalSet([window])
            for there in covered[answer.value]?.windows ?? [] where there.intersection(window) != nil {
                free.remove(there)
            }
            pieces[answer.value, default: []] += free.windows.map { Piece(window: $0, answer: answer, path: path) }
            covered[answer.value, default: IntervalSet()].insert(window)
        }
        for (answer, _, _) in answers where !values.contains(answer.value) { values.append(answer.value) }
        self.answers = answers
        self.values = values
        self.pieces = pieces.mapValues { $0.sorted { $0.window.first < $1.window.first } }
    }

    /// The pieces of a value, the oldest first; they do not overlap.
    func pieces(of value: String) -> [Piece] { pieces[value] ?? [] }

    /// Removes answers that are wholly covered by later ones, those that are old, and what a kill left.
    ///
    /// - Parameters:
    ///   - instant: what was asked before it is old, in seconds since 1970-01-01T00:00:00Z; nil if nothing is.
    ///   - now: the time; what was being written a day before it is being written no more.
    ///   - isFinished: whether a day is final. An answer that counts is removed only if all of its days are.
    /// - Throws: ``ETLError`` if a file cannot be removed.
    public func prune(
        askedBefore instant: Int64?, now: Int64, isFinished: (Day) async -> Bool
    ) async throws {
        let useful = Set(pieces.values.joined().map(\.path))
        for (answer, window, path) in answers {
            guard instant.map({ answer.askedAt < $0 }) == true || !useful.contains(path) else { continue }
            var isNeeded = false
            for day in window.days where !isNeeded { isNeeded = !(await isFinished(day)) }
            if isNeeded { continue }
            try Files.remove(path)
            try Files.remove(path.dropLast(AnswerArchive.ending.count) + AnswerArchive.noteEnding)
        }
        for path in strays {
            let oldest = path.hasSuffix(AnswerArchive.partEnding) ? now - 86_400 : instant
            guard let oldest, let status = try Files.status(path), status.modified / 1_000_000_000 < oldest else {
                continue
            }
            try Files.remove(path)
        }
    }

    /// When the answer was asked that counts for the last second of a day; nil if no answer covers it.
    public func askedAt(endOf day: Day) -> Int64? {
        let last = Window(day).last
        return pieces.values.compactMap { pieces in pieces.last { $0.window.contains(last) }?.answer.askedAt }.min()
    }
}
