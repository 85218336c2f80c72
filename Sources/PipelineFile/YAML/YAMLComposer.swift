import Settings
import Yams

/// Turns text into one checked YAML tree, or says where it isn't one.
enum YAMLComposer {
    /// A single document's root, or nil when the file holds nothing or isn't YAML; what is wrong goes to the collector.
    static func compose(_ text: String, into collector: inout DiagnosticCollector) -> YAMLNode? {
        let original = SourceText(text)
        if let refusal = TextGuard.refusal(of: original) {
            collector.error(refusal.message, at: refusal.place)
            return nil
        }
        var source = original
        source.scalars = YAMLPreprocessor.applied(to: original.scalars)
        var doubled = DoubledKeys()
        while true {
            do {
                return try parse(source, doubled, into: &collector)
            } catch let error as YamlError {
                if case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.first {
                    let place = Place(context.mark)
                    if doubled.rename(key, at: place, in: &source) { continue }
                    collector.error(
                        "duplicate key '\(YAMLPreprocessor.removed(from: key))' in this mapping", at: place)
                } else {
                    let (message, place) = YAMLSyntax.explain(error, in: original)
                    collector.error(message, at: place)
                }
                return nil
            } catch {
                collector.error("this isn't YAML", at: Place(line: 1, column: 1))
                return nil
            }
        }
    }

    private static func parse(
        _ source: SourceText, _ doubled: DoubledKeys, into collector: inout DiagnosticCollector
    ) throws -> YAMLNode? {
        let text = source.string
        // Every plain value stays text: whether 0012 is a number is for the setting to say.
        let parser = try Parser(yaml: text, resolver: .basic)
        guard let root = try parser.nextRoot() else {
            collector.error(
                "the file is empty; a pipeline file starts with `version: 1`", at: Place(line: 1, column: 1))
            return nil
        }
        var converter = NodeConverter(doubled: doubled)
        // Nodes hold their anchors weakly; the parser keeps them.
        let node = withExtendedLifetime(parser) { converter.convert(root, into: &collector) }
        if try parser.nextRoot() != nil {
            collector.error(
                "a second document starts here; a pipeline file holds one", at: secondDocument(in: text))
        }
        return node
    }

    private static func secondDocument(in text: String) -> Place {
        do {
            _ = try Parser(yaml: text, resolver: .basic).singleRoot()
        } catch YamlError.composer(_, _, let mark, _) {
            return Place(mark)
        } catch {}
        return Place(line: 1, column: 1)
    }
}

extension Place {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
