/// When something goes wrong, and what.
struct Rule: Sendable {
    let condition: Condition
    /// Nil only while a file with mistakes is read.
    let fault: (any Fault)?

    init(_ settings: SettingsReader) {
        condition = settings.mapping("when").map { Condition($0) } ?? Condition()
        fault = Self.fault(settings)
        settings.finish()
    }

    private static func fault(_ settings: SettingsReader) -> (any Fault)? {
        guard let (name, faultSettings) = settings.named("do") else {
            settings.mistake("a rule wants 'do' with one fault: its name, or its name with settings below it", at: "do")
            return nil
        }
        guard let type = FaultCatalogue.byName[name] else {
            let known = Scenario.faultNames.joined(separator: ", ")
            settings.mistake("there is no fault '\(name)'; known: \(known)", at: "do")
            return nil
        }
        let fault = type.init(faultSettings)
        faultSettings.finish()
        return fault
    }
}
