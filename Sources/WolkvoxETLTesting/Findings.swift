/// The sentences that one run of a suite gathers.
final class Findings {
    private(set) var sentences: [String] = []

    /// Adds a sentence unless something holds; each sentence counts once.
    func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) {
        guard !holds else { return }
        let sentence = otherwise()
        if !sentences.contains(sentence) { sentences.append(sentence) }
    }
}
