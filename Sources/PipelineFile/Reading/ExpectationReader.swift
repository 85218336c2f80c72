import Settings
import Transforms

/// Reads a list of expectations.
struct ExpectationReader {
    let context: FileContext
    /// The columns that may be named; nil when it isn't known which there are.
    let columns: ColumnScope?

    /// Nil, with diagnostics, when one of them is wrong; empty when the key is absent.
    func read(_ node: YAMLNode?, of key: KeyShape) -> [ConfiguredExpectation]? {
        guard let node else { return [] }
        guard let items = context.items(node, of: key) else { return nil }
        let expectations = items.map { expectation($0, of: key.item(.expectation)) }
        let complete = expectations.compactMap { $0 }
        return complete.count == expectations.count ? complete : nil
    }

    private func expectation(_ node: YAMLNode, of key: KeyShape) -> ConfiguredExpectation? {
        guard let reader = MappingReader(node, of: key, shape: context.stages.expectation, context: context),
            let form = context.stages.forms.expectations.first(where: { reader.node($0.key) != nil }),
            let settings = reader.node(form.key)
        else { return nil }
        return form.read(settings, columns: columns, in: context)
    }
}
