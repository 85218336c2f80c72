extension WrongFile {
    private static func source(_ lines: String) -> String {
        let zone =
            lines.contains("time_zone") || lines.hasSuffix("name: bogota\n") ? "" : "    time_zone: America/Bogota\n"
        return Fixture.file(sources: "sources:\n" + lines + zone)
    }

    /// A source but for its zone.
    private static let complete = "  - name: bogota\n    server: 12\n    token: ${WOLKVOX_TOKEN}\n"

    /// Mistakes in sources.
    static let sources = [
        WrongFile(
            "sources as a mapping", Fixture.file(sources: "sources:\n  ▸name: bogota\n"),
            "sources: expected a list, such as `sources: [{ name: bogota, server: \"0012\", token: \"${TOKEN}\" }]`, "
                + "not a mapping"),
        WrongFile(
            "no sources", Fixture.file(sources: "sources: ▸[]\n"),
            "sources: the list is empty; write at least one, such as "
                + "`sources: [{ name: bogota, server: \"0012\", token: \"${TOKEN}\" }]`"),
        WrongFile(
            "source as a text", Fixture.file(sources: "sources: [▸bogota]\n"),
            "sources: expected a mapping, such as "
                + "`sources: [{ name: bogota, server: \"0012\", token: \"${TOKEN}\" }]`, not a single value"),
        WrongFile(
            "only a name", source("  - ▸▸▸name: bogota\n"),
            "a source needs 'server' or 'endpoint', such as `server: \"0012\"`",
            "a source needs 'time_zone', such as `time_zone: America/Bogota`",
            "a source needs 'token' or 'token_file', such as `token: ${WOLKVOX_TOKEN}`"),
        WrongFile(
            "no zone",
            Fixture.file(sources: "sources:\n  - ▸name: bogota\n    server: 12\n    token: ${WOLKVOX_TOKEN}\n"),
            "a source needs 'time_zone', such as `time_zone: America/Bogota`"),
        WrongFile(
            "server and endpoint",
            source(
                "  - name: bogota\n    endpoint: https://example.com\n    ▸server: 12\n    token: ${WOLKVOX_TOKEN}\n"),
            "a source takes either 'server' or 'endpoint', not both"),
        WrongFile(
            "token and token_file", Fixture.file(sourceLines: "    ▸token_file: token.txt\n"),
            "a source takes either 'token' or 'token_file', not both"),
        WrongFile(
            "misspelt server", source("  - name: bogota\n    ▸sever: \"0012\"\n    token: ${WOLKVOX_TOKEN}\n"),
            "unknown key 'sever' in a source; did you mean 'server'?"),
        WrongFile(
            "server by its full name",
            source("  - name: bogota\n    server: ▸wv0012\n    token: ${WOLKVOX_TOKEN}\n"),
            "server: 'wv0012' is not a server number of one to six digits, such as \"0012\""),
        WrongFile(
            "plain http", source("  - name: bogota\n    endpoint: ▸http://example.com\n    token: ${WOLKVOX_TOKEN}\n"),
            "endpoint: the value uses plain http, which would show the token to the network; use https (http is for "
                + "127.0.0.1)"),
        WrongFile(
            "plain http to a name that looks like loopback",
            source("  - name: bogota\n    endpoint: ▸http://127.0.0.1.example.com\n    token: ${WOLKVOX_TOKEN}\n"),
            "endpoint: the value uses plain http, which would show the token to the network; use https (http is for "
                + "127.0.0.1)"),
        WrongFile(
            "credentials in the endpoint",
            source(
                "  - name: a\n    endpoint: ▸https://me:\(Fixture.token)@example.com\n    token: ${WOLKVOX_TOKEN}\n"),
            "endpoint: the value holds credentials (a part before @); the token belongs in 'token'"),
        WrongFile(
            "query in the endpoint",
            source("  - name: bogota\n    endpoint: ▸https://example.com/?a=1\n    token: ${WOLKVOX_TOKEN}\n"),
            "endpoint: the value holds a query or a fragment; write host, port and path alone"),
        WrongFile(
            "endpoint without a scheme",
            source("  - name: bogota\n    endpoint: ▸example.com\n    token: ${WOLKVOX_TOKEN}\n"),
            "endpoint: the value does not start with https:// or http://"),
        WrongFile(
            "port out of range",
            source("  - name: bogota\n    endpoint: ▸https://example.com:70000\n    token: ${WOLKVOX_TOKEN}\n"),
            "endpoint: the value has no port from 1 to 65535 after the colon"),
        WrongFile(
            "empty token", source("  - name: bogota\n    server: 12\n    token: ▸\"\"\n"), "token: the value is empty"),
        WrongFile(
            "token with a line break", source("  - name: bogota\n    server: 12\n    token: ▸${BROKEN_TOKEN}\n"),
            "token: the value holds a line break"),
        WrongFile(
            "token with a control character",
            source("  - name: bogota\n    server: 12\n    token: ▸\"\(Fixture.token)\\b\"\n"),
            "token: the value holds a control character"),
        WrongFile(
            "token with a blank", source("  - name: bogota\n    server: 12\n    token: ▸\(Fixture.token) x\n"),
            "token: the value holds a blank or a letter beyond ASCII, which no token has"),
        WrongFile(
            "token in a list", source("  - name: bogota\n    server: 12\n    token: ▸[\(Fixture.token)]\n"),
            "token: expected a secret, such as `token: ${WOLKVOX_TOKEN}`, not a list"),
        WrongFile(
            "token as a mapping",
            source("  - name: bogota\n    server: 12\n    token: ▸{ \(Fixture.token): \(Fixture.token) }\n"),
            "token: expected a secret, such as `token: ${WOLKVOX_TOKEN}`, not a mapping"),
        WrongFile(
            "home in token_file", source("  - name: bogota\n    server: 12\n    token_file: ▸~/token\n"),
            "token_file: '~/token' starts with ~, which nothing fills in here; write ${HOME}"),
        WrongFile(
            "home in ca_file", Fixture.file(sourceLines: "    ca_file: ▸~/ca.pem\n"),
            "ca_file: '~/ca.pem' starts with ~, which nothing fills in here; write ${HOME}"),
        WrongFile(
            "bare variable in token_file", source("  - name: bogota\n    server: 12\n    token_file: ▸$HOME/token\n"),
            "token_file: '$HOME/token' has $HOME without braces, which nothing fills in here; write ${HOME}, or $$HOME "
                + "for a dollar"),
        WrongFile(
            "bare variable as a token", source("  - name: bogota\n    server: 12\n    token: ▸$WOLKVOX_TOKEN\n"),
            "token: the value is a variable without braces, which nothing fills in here; write it as ${NAME}"),
        WrongFile(
            "misspelt zone", source("\(complete)    time_zone: ▸America/Bogotá\n"),
            "time_zone: 'America/Bogotá' is not a known time zone; did you mean 'America/Bogota'?"),
        WrongFile(
            "offset as a zone", source("\(complete)    time_zone: ▸GMT-5\n"),
            "time_zone: 'GMT-5' is not a time zone such as America/Bogota"),
        WrongFile(
            "budget with a sign", Fixture.file(sourceLines: "    calls_per_day: ▸-5\n"),
            "calls_per_day: '-5' is not a whole number from 1 to 100000000"),
        WrongFile(
            "decimal separator", Fixture.file(sourceLines: "    decimal_separator: ▸';'\n"),
            "decimal_separator: ';' is not . or ,"),
        WrongFile(
            "ends", Fixture.file(sourceLines: "    ends: ▸exclusiv\n"),
            "ends: 'exclusiv' is not inclusive or exclusive; did you mean 'exclusive'?"),
        WrongFile(
            "times of reports",
            Fixture.file(
                sourceLines: "    selects: { ▸crd_1: window, cdr_1: ▸date_close, ▸cdr_6: window, cdr_3: date }\n"),
            "selects: unknown report 'crd_1'; did you mean 'cdr_1'?",
            "selects: 'date_close' is not a time of cdr_1; it has date, window",
            "selects: rows of cdr_6 are totals, which are not selected by a time of theirs"),
        WrongFile(
            "times of no report", Fixture.file(sourceLines: "    selects: ▸window\n"),
            "selects: expected a mapping, such as `selects: { cdr_1: window }`, not a single value"),
        WrongFile(
            "limits",
            Fixture.file(
                sourceLines:
                    "    limits: { rows_per_call: ▸60001, days_per_call: ▸0, bytes_per_call: ▸256, timeout: ▸75 }\n"),
            "rows_per_call: '60001' is not a whole number from 1 to 60000",
            "days_per_call: '0' is not a whole number from 1 to 31",
            "bytes_per_call: '256' has no unit; write B, kB, MB, GB, KiB, MiB or GiB after the number",
            "timeout: '75' has no unit; write s, m, h or d after the number, as in 75s"),
        WrongFile(
            "unknown limit", Fixture.file(sourceLines: "    limits: { ▸row_per_call: 5 }\n"),
            "unknown key 'row_per_call' in limits; did you mean 'rows_per_call'?"),
        WrongFile(
            "limits as a number", Fixture.file(sourceLines: "    limits: ▸60000\n"),
            "limits: expected a mapping, such as `limits: { rows_per_call: 60000 }`, not a single value"),
        WrongFile(
            "size out of range", Fixture.file(sourceLines: "    limits: { bytes_per_call: ▸9999999999999999999GB }\n"),
            "bytes_per_call: '9999999999999999999GB' is not a size such as 256MB or 1GiB"),
        WrongFile(
            "waits in the wrong order",
            Fixture.file(sourceLines: "    retry: { first_wait: 2m, longest_wait: ▸1m }\n"),
            "retry: first_wait is longer than longest_wait"),
        WrongFile(
            "pause out of range", Fixture.file(sourceLines: "    empty: { pause: ▸2d, retries: ▸two }\n"),
            "pause: '2d' is not between 0s and 1h", "retries: 'two' is not a whole number from 0 to 100"),
        WrongFile(
            "sources of one name",
            Fixture.file(
                sourceLines: "  - { name: ▸Bogota, time_zone: America/Bogota, server: 13, token: '${WOLKVOX_TOKEN}' }\n"
            ),
            "name: two sources have this name; names must differ in more than case"),
    ]
}
