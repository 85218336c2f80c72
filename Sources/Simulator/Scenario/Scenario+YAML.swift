import Yams

extension Scenario {
    /// Reads a scenario file.
    ///
    /// - Throws: ``ScenarioError`` with every mistake in the file.
    package init(yaml: String) throws {
        self.init()
        let mistakes = MistakeList()
        if let root = Self.compose(yaml, mistakes) {
            read(SettingsReader(root, mistakes: mistakes))
        }
        guard mistakes.all.isEmpty else { throw ScenarioError(mistakes: mistakes.sorted) }
    }

    private static func compose(_ yaml: String, _ mistakes: MistakeList) -> Node? {
        do {
            return try Yams.compose(yaml: yaml)
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            mistakes.add(problem, at: mark)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            mistakes.add("'\(keys.joined(separator: "', '"))' stands here twice", at: context.mark)
        } catch {
            mistakes.add("this is not YAML: \(error)", at: nil)
        }
        return nil
    }

    private mutating func read(_ settings: SettingsReader) {
        if let version = settings.number("version"), version != 1 {
            settings.mistake("version \(version) is not known; this program reads version 1", at: "version")
        }
        name = settings.text("name")
        codeAs = settings.choice("code_as", among: CodeSpelling.self) ?? codeAs
        truncation = settings.choice("truncate", among: Truncation.self) ?? truncation
        volume = settings.choice("volume", among: Volume.self) ?? volume
        filterAhead = settings.duration("filter_ahead") ?? filterAhead
        escapesUnicode = settings.flag("escape_unicode") ?? escapesUnicode
        cap = settings.count("cap")
        callsPerDay = settings.count("calls_per_day", least: 0)
        simultaneous = settings.count("simultaneous") ?? simultaneous
        if let perReport = settings.mapping("rows_per_day") {
            for report in perReport.keys { rowsPerDay[report] = perReport.count(report, least: 0) }
        }
        rules = settings.list("rules").map { Rule($0) }
        settings.finish()
    }
}
