extension WrongFile {
    private static func load(_ text: String) -> String {
        Fixture.file(load: "load: \(text)\n")
    }

    /// Mistakes in where and how rows are written.
    static let load = [
        WrongFile("nowhere", load("{ ▸format: csv }"), "load needs 'to', such as `to: output`"),
        WrongFile(
            "object store", load("{ to: ▸s3://lake/wolkvox }"),
            "to: 's3://lake/wolkvox' is an object store, which this version does not support; write to a directory and "
                + "copy it"),
        WrongFile(
            "address", load("{ to: ▸ftp://lake }"), "to: 'ftp://lake' is an address; write the path of a directory"),
        WrongFile("empty path", load("{ to: ▸'' }"), "to: '' is empty"),
        WrongFile(
            "home", load("{ to: ▸~/lake }"), "to: '~/lake' starts with ~, which nothing fills in here; write ${HOME}"),
        WrongFile(
            "bare variable", load("{ to: ▸$HOME/lake }"),
            "to: '$HOME/lake' has $HOME without braces, which nothing fills in here; write ${HOME}, or $$HOME for a "
                + "dollar"),
        WrongFile(
            "bare variable within", load("{ to: ▸/data/$USER_1/lake }"),
            "to: '/data/$USER_1/lake' has $USER_1 without braces, which nothing fills in here; write ${USER_1}, or "
                + "$$USER_1 for a dollar"),
        WrongFile(
            "format", load("{ to: output, format: ▸parquet }"), "format: 'parquet' is not ndjson or csv"),
        WrongFile(
            "misspelt format", load("{ to: output, format: ▸ndjosn }"),
            "format: 'ndjosn' is not ndjson or csv; did you mean 'ndjson'?"),
        WrongFile(
            "level", load("{ to: output, compression: { gzip: { level: ▸10 } } }"),
            "level: '10' is not a whole number from 1 to 9"),
        WrongFile(
            "compression by a word", load("{ to: output, compression: ▸gzip }"),
            "compression: expected a mapping, such as `compression: { gzip: { level: 6 } }`, not a single value"),
        WrongFile(
            "another compression", load("{ to: output, compression: { ▸▸zstd: { level: 3 } } }"),
            "compression needs 'gzip', such as `gzip: { level: 6 }`",
            "unknown key 'zstd' in compression; known are gzip"),
        WrongFile(
            "empty days", load("{ to: output, empty_days: ▸none }"), "empty_days: 'none' is not manifest or file"),
        WrongFile(
            "folder of one report", Fixture.file(reports: "reports: [{ report: cdr_6, load: { ▸to: elsewhere } }]\n"),
            "unknown key 'to' in load of a report; known are format, compression, empty_days"),
        WrongFile(
            "format of one report", Fixture.file(reports: "reports: [{ report: cdr_6, load: { format: ▸parquet } }]\n"),
            "format: 'parquet' is not ndjson or csv"),
        WrongFile(
            "level of one report",
            Fixture.file(reports: "reports: [{ report: cdr_6, load: { compression: { gzip: { level: ▸0 } } } }]\n"),
            "level: '0' is not a whole number from 1 to 9"),
        WrongFile(
            "load by a word", load("▸output"),
            "load: expected a mapping, such as `load: { to: output }`, not a single value"),
    ]
}
