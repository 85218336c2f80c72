internal import ByteScan
public import ETL

extension ValueForm {
    /// cdr_3's channel: SMS, or WhatsApp with a connector's type and identifier.
    public static let connectorChannel = ValueForm("connector_channel")
}

/// Splits cdr_3's channel: it stays as it came, and behind it come `channel_kind` (`sms`, `whatsapp` or `other`),
/// `connector_type` and `connector_id`.
///
/// The vendor's page says "WhatsApp" followed by the connector's type and identifier, or "SMS", and shows no example.
/// So the word counts in any case, the digits at the end are the identifier, what stands between them is the type, and
/// signs around them are separators.
public struct ParseConnectorChannel: Transformer {
    private let fields: [String]

    /// Splits columns; the derived ones take their names from the column: `channel` makes `channel_kind`,
    /// `connector_type` and `connector_id`, `nlp_channel` makes `nlp_channel_kind`, `nlp_connector_type` and so on.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("connector channel", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try DerivedColumns(fields, of: schema, for: "connector channel", ConnectorChannelDeriver())
    }
}

private struct ConnectorChannelDeriver: Deriver {
    static let words = Vocabulary(["sms", "whatsapp", "other"])

    func fields(from field: Field) -> [Field] {
        let name = field.name
        let stem = name.hasSuffix("channel") ? String(name.dropLast("channel".count)) : "\(name)_"
        return [
            field.derived(
                "\(name)_kind", as: Field.Derivation.kind,
                summary: "What kind of channel it is: sms, whatsapp or other."),
            field.derived(
                "\(stem)connector_type", as: Field.Derivation.part,
                summary: "The connector's type, as \(name) gives it."),
            field.derived(
                "\(stem)connector_id", as: Field.Derivation.part,
                summary: "The connector's identifier, as \(name) gives it."),
        ]
    }

    func derive(_ bytes: Span<UInt8>, range: Range<Int>, _ body: (Int, Derived) -> Void) {
        let channel = ConnectorChannelText(bytes, range)
        switch channel.kind {
        case .sms: body(0, .word(0))
        case .whatsApp: body(0, .word(1))
        case .other: body(0, .word(2))
        }
        if let type = channel.type { body(1, .part(type)) }
        if let id = channel.id { body(2, .part(id)) }
    }
}
