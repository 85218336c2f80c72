import Synchronization

/// Looks up what goes wrong with a call, and counts the calls for it.
final class RuleBook: Sendable {
    private let rules: [Rule]
    private let callsOfRule: Mutex<[Int]>

    init(rules: [Rule]) {
        self.rules = rules
        callsOfRule = Mutex(Array(repeating: 0, count: rules.count))
    }

    /// The faults of all rules that hold for this call, in the order of the file.
    func faults(for call: Condition.Call) -> [any Fault] {
        callsOfRule.withLock { counts in
            rules.indices.compactMap { index in
                let rule = rules[index]
                guard rule.condition.suits(call) else { return nil }
                counts[index] += 1
                return rule.condition.suits(number: counts[index]) ? rule.fault : nil
            }
        }
    }
}
