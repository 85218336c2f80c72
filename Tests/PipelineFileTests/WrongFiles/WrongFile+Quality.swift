extension WrongFile {
    private static func quality(_ text: String) -> String {
        Fixture.file(more: "quality: \(text)\n")
    }

    /// Mistakes in what happens to what doesn't fit.
    static let quality = [
        WrongFile(
            "unknown word", quality("{ on_invalid: ▸ignore }"), "on_invalid: 'ignore' is not quarantine, null or fail"),
        WrongFile(
            "a null that isn't the word", quality("{ on_invalid: ▸~ }"),
            "on_invalid: the value is missing; write one, such as `on_invalid: quarantine`"),
        WrongFile(
            "share without a sign", quality("{ max_quarantined: ▸1 }"),
            "max_quarantined: '1' has no sign; write it as in 1%"),
        WrongFile("share beyond all", quality("{ max_shrink: ▸100.5% }"), "max_shrink: '100.5%' is more than 100%"),
        WrongFile(
            "share that's no number", quality("{ max_shrink: ▸half }"),
            "max_shrink: 'half' is not a percentage such as 1%"),
        WrongFile(
            "share with a comma", quality("{ max_shrink: ▸'0,5%' }"),
            "max_shrink: '0,5%' is not a percentage such as 1%"),
        WrongFile(
            "unknown fields", quality("{ unknown_fields: ▸kep }"),
            "unknown_fields: 'kep' is not keep, drop or fail; did you mean 'keep'?"),
    ]
}
