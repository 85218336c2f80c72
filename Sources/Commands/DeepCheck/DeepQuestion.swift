/// Something that the vendor's documents leave open, and that calls can answer.
///
/// A question is one type, registered by one line in ``DeepQuestions/all``.
protocol DeepQuestion: Sendable {
    /// The word for it in the findings.
    var name: String { get }

    /// The most calls that it makes beside those that other questions have made already.
    func calls(for reports: [AskedReport]) -> Int

    /// Asks, and says what follows.
    ///
    /// - Parameter interview: asks the source, and knows what it has answered so far.
    /// - Returns: a finding for each subject.
    /// - Throws: ``Unasked`` if a call that it needs could not be made or brought nothing; `CancellationError`.
    func ask(_ interview: Interview) async throws -> [DeepFinding]
}

/// The questions of `check --deep`.
enum DeepQuestions {
    /// In the order in which they are asked: those that need little come first, for there may be calls for a few only.
    static let all: [any DeepQuestion] = [
        ZoneOfTimes(), EmptyWindow(), WindowEnd(), OrderOfRows(), SelectingTimes(), WrittenForms(), CodeAndMessage(),
        Transport(),
    ]
}

/// Why a question could not be asked, in words without anything of a row.
struct Unasked: Error {
    let reason: String
    /// Whether more calls would have done it.
    var isForLackOfCalls = false
}
