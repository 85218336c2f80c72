public import ByteScan
public import ETL

/// A transformer that a pipeline file can name.
///
/// All that is known of one stands in its own file: its keys (``TransformForm``), what it makes of columns, and its work.
/// One more line, in ``TransformForm/all`` (or in a list of another program's own, ``StageForms``), makes it known to the checks, the JSON Schema and the documents.
public protocol ConfiguredTransformer: Transformer {
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
    /// It makes no columns of its own.
    public var newFields: [String] { [] }
    /// Its columns keep their names.
    public var renamings: [(from: String, to: String)] { [] }
    /// It looks at values.
    public var readsValues: Bool { true }
    /// It does what it can with the columns that are there.
    public var needsAllFields: Bool { false }

    /// Nil where one of its columns is missing.
    public func narrowed(to columns: [String]) -> Self? { Set(columns).isSuperset(of: fields) ? self : nil }
    /// The source makes no difference.
    public func adapted(to zone: ZoneRules, decimalSeparator: DecimalSeparator?) -> Self { self }
}

/// A transformer that does to each column of a list what it does to any other.
public protocol ColumnwiseTransformer: ConfiguredTransformer {
    var fields: [String] { get set }
}

extension ColumnwiseTransformer {
    /// The same for the columns that are there; nil where none is.
    public func narrowed(to columns: [String]) -> Self? {
        var rest = self
        rest.fields = fields.filter(columns.contains)
        return rest.fields.isEmpty ? nil : rest
    }
}

/// A transformer that makes values unrecognisable, in quarantine too.
public protocol HidingTransformer: ColumnwiseTransformer {
    /// Keys of the source that no column holds, hidden wherever a row is shown as it came.
    var keys: [String] { get set }
}

extension HidingTransformer {
    /// Returns the same way to hide, for other columns and keys.
    package func hiding(_ fields: [String], keys: [String] = []) -> Self {
        var other = self
        (other.fields, other.keys) = (fields, keys)
        return other
    }
}
