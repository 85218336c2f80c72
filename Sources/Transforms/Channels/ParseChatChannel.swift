internal import ByteScan
public import ETL

extension ValueForm {
    /// diagram_9's channel, out of an open list.
    public static let chatChannel = ValueForm("chat_channel")
}

/// Tells what kind of channel diagram_9's channel is: the column stays as it came, and behind it comes `channel_kind`.
///
/// The vendor's list of channels is open ("such as"), so a value counts by how it begins, in any case: `whatsapp
/// official direct` is `whatsapp`, `facebook_page` is `facebook`, `chat-web` is `web`, `crm+webhook` is `crm`. What is
/// not known is `other`.
public struct ParseChatChannel: Transformer {
    private let fields: [String]

    /// Reads columns; the derived one is called like the column with `_kind` behind it.
    public init(fields: [String]) { self.fields = fields }

    /// The columns.
    public var identity: StageIdentity { StageIdentity("chat channel", fields) }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try DerivedColumns(fields, of: schema, for: "chat channel", ChatChannelDeriver())
    }

    /// The kinds that `channel_kind` can have.
    public static let kinds = [
        "whatsapp", "facebook", "instagram", "telegram", "twitter", "email", "sms", "crm", "configurationbox", "web",
        "other",
    ]
}

private struct ChatChannelDeriver: Deriver {
    static let words = Vocabulary(ParseChatChannel.kinds)

    /// How values begin, and the place of their kind among the words.
    private static let beginnings: [(word: [UInt8], kind: Int)] = ParseChatChannel.kinds.dropLast().enumerated()
        .map { (Array($1.utf8), $0) }
    private static let web = Array("web".utf8)
    private static let chat = Array("chat".utf8)

    func fields(from field: Field) -> [Field] {
        [
            field.derived(
                "\(field.name)_kind", as: Field.Derivation.kind,
                summary: "What kind of channel it is: \(ParseChatChannel.kinds.joined(separator: ", ")).")
        ]
    }

    func derive(_ bytes: Span<UInt8>, range: Range<Int>, _ body: (Int, Derived) -> Void) {
        var text = range
        if Words.begins(bytes, text, with: Self.chat) { text = text.dropFirst(Self.chat.count) }
        while let first = text.first, Words.isSeparator(bytes[first]) { text = text.dropFirst() }
        let known = Self.beginnings.first { word, _ in
            Words.begins(bytes, text, with: word) && (word != Self.web || Self.isWeb(bytes, text))
        }
        body(0, .word(known?.kind ?? ParseChatChannel.kinds.count - 1))
    }

    /// `web`, `web chat` and `webchat`, but not `webhook`.
    private static func isWeb(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        let rest = text.dropFirst(web.count)
        guard let next = rest.first else { return true }
        return Words.isSeparator(bytes[next]) || Words.begins(bytes, rest, with: chat)
    }
}
