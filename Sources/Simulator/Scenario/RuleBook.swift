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
    func faults(for call: RuleCondition.Call) -> [Fault] {
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

/// When something goes wrong, and what.
struct Rule: Sendable {
    let condition: RuleCondition
    /// Nil only while a file with mistakes is read.
    let fault: Fault?

    init(_ settings: SettingsReader) {
        condition = settings.mapping("when").map { RuleCondition($0) } ?? RuleCondition()
        fault = Self.fault(settings)
        settings.finish()
    }

    private static func fault(_ settings: SettingsReader) -> Fault? {
        guard let (name, faultSettings) = settings.named("do") else {
            settings.mistake("a rule wants 'do' with one fault: its name, or its name with settings below it", at: "do")
            return nil
        }
        guard let kind = FaultCatalogue.byName[name] else {
            let known = Scenario.faultNames.joined(separator: ", ")
            settings.mistake("there is no fault '\(name)'; known: \(known)", at: "do")
            return nil
        }
        let fault = Fault(name: name, apply: kind.read(faultSettings))
        faultSettings.finish()
        return fault
    }
}
