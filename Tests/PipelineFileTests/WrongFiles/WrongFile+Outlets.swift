extension WrongFile {
    /// Mistakes in `metrics`, `lineage` and `notify`. `WORD` is a secret.
    static let outlets = [
        WrongFile(
            "metrics without a file", Fixture.file(more: "metrics: ▸{}\n"),
            "metrics needs 'file', such as `file: /var/lib/prometheus/node-exporter/wolkvox.prom`"),
        WrongFile(
            "metrics to an address", Fixture.file(more: "metrics: { file: ▸http://pushgateway:9091 }\n"),
            "file: 'http://pushgateway:9091' is an address; write the path of a file"),
        WrongFile(
            "metrics to a directory", Fixture.file(more: "metrics: { file: ▸metrics/ }\n"),
            "file: 'metrics/' is a directory; write the path of a file"),
        WrongFile(
            "lineage to two places",
            Fixture.file(more: "lineage: { file: a.ndjson, ▸url: \"http://marquez:5000/api/v1/lineage\" }\n"),
            "lineage takes either 'file' or 'url', not both"),
        WrongFile(
            "lineage to nowhere", Fixture.file(more: "lineage: { ▸namespace: here }\n"),
            "lineage needs 'file' or 'url', such as `file: lineage.ndjson`"),
        WrongFile(
            "lineage to an address with a password",
            Fixture.file(more: "lineage: { url: ▸\"http://me:${WORD}@marquez/\" }\n"),
            "url: the value holds a user or a password (a part before @)"),
        WrongFile(
            "nobody to notify", Fixture.file(more: "notify: ▸[]\n"),
            "notify: the list is empty; write at least one, such as `notify: [{ on: failure, webhook: \"${CHAT_HOOK}\" }]`"
        ),
        WrongFile(
            "notify by two ways",
            Fixture.file(more: "notify: [{ on: failure, webhook: \"https://chat/x\", ▸command: [page] }]\n"),
            "an item of notify takes either 'webhook' or 'command', not both"),
        WrongFile(
            "notify on another event", Fixture.file(more: "notify: [{ on: ▸falure, command: [page] }]\n"),
            "on: 'falure' is not failure, recovery or always; did you mean 'failure'?"),
        WrongFile(
            "notify on one event twice", Fixture.file(more: "notify: [{ on: [failure, ▸failure], command: [page] }]\n"),
            "on: 'failure' is listed twice"),
        WrongFile(
            "webhook that is no address", Fixture.file(more: "notify: [{ on: failure, webhook: ▸\"${WORD}\" }]\n"),
            "webhook: the value does not start with https:// or http://"),
        WrongFile(
            "webhook with a blank",
            Fixture.file(more: "notify: [{ on: failure, webhook: ▸\"https://chat/${WORD} \" }]\n"),
            "webhook: the value holds a blank or a character that no address has; write it as %20 and the like"),
        WrongFile(
            "body that is nearly JSON",
            Fixture.file(
                more: "notify: [{ on: failure, webhook: \"https://chat/x\", body: ▸'{\"text\": {headline}}' }]\n"),
            "body: the value looks like JSON and is not; write placeholders of texts within quotes, as in "
                + "\"{headline}\""),
        WrongFile(
            "unknown placeholder",
            Fixture.file(more: "notify: [{ on: failure, command: [page, ▸\"${WORD}: {headlin}\"] }]\n"),
            "command: the value has a placeholder that is not known; known are pipeline, run, headline, exit_code, rows, "
                + "failed, next_step"),
        WrongFile(
            "body of a command", Fixture.file(more: "notify: [{ on: failure, command: [page], body: ▸x }]\n"),
            "body: belongs to a webhook; give a command its texts as arguments"),
        WrongFile(
            "remind without a unit", Fixture.file(more: "notify: [{ on: failure, command: [page], remind: ▸6 }]\n"),
            "remind: '6' has no unit; write s, m, h or d after the number, as in 75s"),
    ]
}
