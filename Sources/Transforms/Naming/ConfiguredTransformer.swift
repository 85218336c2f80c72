package import ByteScan
package import ETL

/// A transformer that a pipeline file can name.
///
/// All that is known of one stands in its own file: its keys (``TransformForm``), what it makes of columns, and its work.
/// One more line, in ``TransformForm/all``, makes it known to the checks, the JSON Schema and the documents.
package protocol ConfiguredTransformer: Transformer {
    /// The columns that it works on.
    var fields: [String] { get }
    /// The columns that the file names itself, whatever the source sends.
    var newFields: [String] { get }
    /// The columns that have other names afterwards, with these.
    var renamings: [(from: String, to: String)] { get }
    /// Whether what it does depends on the values of its columns, so that it can do nothing with hidden ones.
    var readsValues: Bool { get }
    /// Whether it has nothing to do in a report that lacks one of its columns.
    var needsAllFields: Bool { get }

    /// Returns the same transformer for those of its columns that are among some; nil where nothing is left to do.
    func narrowed(to columns: [String]) -> Self?
    /// Returns the same transformer for a source whose clock and decimal sign are these.
    func adapted(to zone: ZoneRules, decimalSeparator: DecimalSeparator?) -> Self
}

extension ConfiguredTransformer {
    package var newFields: [String] { [] }
    package var renamings: [(from: String, to: String)] { [] }
    package var needsAllFields: Bool { false }

    package func narrowed(to columns: [String]) -> Self? { Set(columns).isSuperset(of: fields) ? self : nil }
    package func adapted(to zone: ZoneRules, decimalSeparator: DecimalSeparator?) -> Self { self }
}

/// A transformer that does to each column of a list what it does to any other.
package protocol ColumnwiseTransformer: ConfiguredTransformer {
    var fields: [String] { get set }
}

extension ColumnwiseTransformer {
    package func narrowed(to columns: [String]) -> Self? {
        var rest = self
        rest.fields = fields.filter(columns.contains)
        return rest.fields.isEmpty ? nil : rest
    }
}

/// A transformer that makes values unrecognisable, in quarantine too.
package protocol HidingTransformer: ColumnwiseTransformer {
    /// Keys of the source that no column holds, hidden wherever a row is shown as it came.
    var keys: [String] { get set }
}

extension HidingTransformer {
    package var readsValues: Bool { true }

    /// Returns the same way to hide, for other columns and keys.
    package func hiding(_ fields: [String], keys: [String] = []) -> Self {
        var other = self
        (other.fields, other.keys) = (fields, keys)
        return other
    }
}
