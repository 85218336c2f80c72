package import ETL
import Settings

/// The keys of an item of `notify`.
enum NotifyKeys {
    static let event = Setting<NotifySpec.Event>.choice(
        "on", presence: .required, summary: "When to tell: failure, recovery, always, or a list of them.",
        example: "failure")
    static let on = KeyShape(
        "on", .oneOrMore(event.shape.kind), presence: .required, summary: event.shape.summary,
        example: "[failure, recovery]")
    static let webhook = Setting(
        "webhook", .address, summary: "The address that a message is posted to.", example: "\"${CHAT_HOOK}\"",
        parse: WebAddress.parse)
    static let body = Setting(
        "body", .template, summary: "What is posted, with placeholders; the run's record unless said.",
        example: "'{\"text\": \"{pipeline}: {headline}\"}'", parse: MessageTemplate.body)
    static let command = KeyShape(
        "command", .list(.template), summary: "A program to run, and its arguments, with placeholders; no shell.",
        example: "[/usr/local/bin/page, \"{pipeline}\", \"{headline}\"]")
    static let word = Setting(command.item(.template), MessageTemplate.init)
    static let remind = Setting.duration(
        "remind", 1...31 * 86_400, presence: .defaulted("6h"),
        summary: "How long after a message about a failure the next one follows, while the reason stays the same.",
        example: "6h")

    static let shape = MappingShape(
        "an item of notify", [on, webhook.shape, body.shape, command, remind.shape],
        exactlyOneOf: [["webhook", "command"]])
}

/// Who is told of the end of a run, when and how.
package struct NotifySpec: Sendable, Equatable {
    /// When somebody is told.
    package enum Event: String, Sendable, CaseIterable {
        /// The pipeline begins to fail, fails for another reason, or still fails after a while.
        case failure
        /// It works again.
        case recovery
        /// Each run.
        case always
    }

    /// How somebody is told.
    package enum Way: Sendable, Equatable {
        /// By a request to an address; without a body the run's record is sent.
        case webhook(Secret, body: MessageTemplate?)
        /// By a program with arguments.
        case command([MessageTemplate])
    }

    package var on: Set<Event>
    package var way: Way
    /// The pause between two messages about the same failure.
    package var remind: Duration

    package init(on: Set<Event>, way: Way, remind: Duration) {
        self.on = on
        self.way = way
        self.remind = remind
    }
}

/// Reads `notify`.
struct NotifyReader {
    /// Nil, with diagnostics, when an item is wrong; empty when the key is absent.
    func read(of file: MappingReader) -> [NotifySpec]? {
        file.mappings(PipelineKeys.notify, shape: NotifyKeys.shape, item)
    }

    private func item(_ reader: MappingReader) -> NotifySpec? {
        let events = reader.node(NotifyKeys.on).flatMap { reader.oneOrMore($0, of: NotifyKeys.event) }
        let remind = reader.value(NotifyKeys.remind)
        let body = reader.optional(NotifyKeys.body)
        let way = reader.node(NotifyKeys.command) == nil ? webhook(reader, body) : command(reader)
        guard let events, let remind, body != nil, let way else { return nil }
        return NotifySpec(on: Set(events), way: way, remind: remind)
    }

    private func webhook(_ reader: MappingReader, _ body: MappingReader.Given<MessageTemplate>?) -> NotifySpec.Way? {
        guard let address = reader.value(NotifyKeys.webhook) else { return nil }
        if WebAddress.isOpen(address.reveal()) {
            reader.warning(
                "webhook: plain http shows the address and the message to the network; use https",
                at: NotifyKeys.webhook.shape)
        }
        return .webhook(address, body: body?.value)
    }

    private func command(_ reader: MappingReader) -> NotifySpec.Way? {
        if reader.has(NotifyKeys.body) {
            reader.error("body: belongs to a webhook; give a command its texts as arguments", at: NotifyKeys.body.shape)
            return nil
        }
        return reader.items(NotifyKeys.command) { reader.scalar($0, as: NotifyKeys.word) }
            .map(NotifySpec.Way.command)
    }
}
