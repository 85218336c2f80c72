extension WrongFile {
    private static func load(_ text: String) -> String {
        Fixture.file(load: "load: \(text)\n")
    }

    /// Mistakes in where and how rows are written.
    static let load = [
        WrongFile("nowhere", load("{ ▸format: csv }"), "load needs 'to', such as `to: output`"),
        WrongFile(
            "another object store", load("{ to: ▸gs://lake/wolkvox }"),
            "to: 'gs://lake/wolkvox' is not an object store of the kind that this version writes to: s3://bucket/prefix"
        ),
        WrongFile(
            "no bucket", load("{ to: ▸'s3://' }"),
            "to: 's3://' is not a place in an object store; write it like s3://bucket/prefix"),
        WrongFile(
            "a key in the place", load("{ to: ▸'s3://key@lake' }"),
            "to: 's3://key@lake' is not a place in an object store; write it like s3://bucket/prefix"),
        WrongFile(
            "region of a directory", load("{ to: output, region: ▸us-east-1 }"),
            "region: is for an object store, and load.to is a directory"),
        WrongFile(
            "a key beside its endpoint", load("{ to: 's3://lake', endpoint: ▸'https://key:word@store' }"),
            "endpoint: the value has a user in it; credentials are taken from the environment, as docs/object-stores.md says"
        ),
        WrongFile(
            "plain http to a store elsewhere", load("{ to: 's3://lake', endpoint: ▸'http://store.example.com:8333' }"),
            "endpoint: the value uses plain http, which would show the data to the network; use https, or set "
                + "`insecure_endpoint: true` if the network between is trusted"),
        WrongFile(
            "credentials in the file", load("{ to: 's3://lake', ▸secret_access_key: word }"),
            "unknown key 'secret_access_key' in load; known are to, format, compression, empty_days, open_days, endpoint, "
                + "region, path_style, insecure_endpoint, storage_class, encryption, kms_key_id"),
        WrongFile(
            "several keys of a store",
            load(
                "{ to: 's3://lake', region: ▸a b, path_style: ▸maybe, insecure_endpoint: ▸3, storage_class: ▸a b, "
                    + "encryption: ▸none }"),
            "region: 'a b' is not a word of letters, digits and signs", "path_style: 'maybe' is not true or false",
            "insecure_endpoint: '3' is not true or false",
            "storage_class: 'a b' is not a word of letters, digits and signs",
            "encryption: 'none' is not AES256 or aws:kms"),
        WrongFile(
            "key of another encryption",
            load("{ to: 's3://lake', encryption: AES256, kms_key_id: ▸alias/lake }"),
            "kms_key_id: goes with `encryption: aws:kms`"),
        WrongFile(
            "days apart in a store", load("{ to: 's3://lake', open_days: ▸apart }"),
            "open_days: days in an object store are beside the others, never apart"),
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
