extension WrongFile {
    private static func reports(_ text: String) -> String {
        Fixture.file(reports: "reports:\n\(text)\n")
    }

    /// Mistakes in reports and their parameters.
    static let reports = [
        WrongFile(
            "misspelt report", reports("  - ▸crd_1"), "unknown report 'crd_1'; did you mean 'cdr_1'?"),
        WrongFile(
            "unknown report", reports("  - ▸sales"), "unknown report 'sales'; `wolkvox-etl reports` lists them"),
        WrongFile(
            "report twice", reports("  - cdr_1\n  - ▸cdr_1"),
            "the report cdr_1 is listed twice; write it once"),
        WrongFile(
            "report as a list", reports("  - ▸[cdr_1]"),
            "reports: expected a report or a mapping, such as `reports: [cdr_1, cdr_3]`, not a list"),
        WrongFile(
            "nothing between dashes", reports("  -▸\n  - cdr_1"),
            "reports: the value is missing; write one, such as `reports: [cdr_1, cdr_3]`"),
        WrongFile(
            "mapping without a report", reports("  - ▸with: { campaign_id: all }"),
            "a report needs 'report', such as `report: campaign_7`"),
        WrongFile(
            "campaign without its id", reports("  - ▸campaign_7"),
            "campaign_7 needs the parameter campaign_id, such as `with: { campaign_id: all }`"),
        WrongFile(
            "campaign without its id, as a mapping", reports("  - ▸report: campaign_7"),
            "campaign_7 needs the parameter campaign_id, such as `with: { campaign_id: all }`"),
        WrongFile(
            "misspelt parameter", reports("  - { report: campaign_7, with: { ▸campaing_id: all } }"),
            "campaign_7 has no parameter 'campaing_id'; did you mean 'campaign_id'?"),
        WrongFile(
            "value that is none of those accepted",
            reports("  - { report: skill_5, with: { skill_id: 7, queue: ▸third } }"),
            "queue: 'third' is none of first, second"),
        WrongFile(
            "parameter of a report without any", reports("  - { report: cdr_1, with: { ▸agent: 7 } }"),
            "cdr_1 has no parameter 'agent'; it takes none"),
        WrongFile(
            "all beside numbers", reports("  - { report: campaign_7, with: { campaign_id: [▸all, 12] } }"),
            "campaign_id: 'all' can't stand beside other values; write `campaign_id: all`"),
        WrongFile(
            "all where it's refused", reports("  - { report: skill_5, with: { skill_id: ▸all } }"),
            "skill_id: 'all' is refused by this report; list the values"),
        WrongFile(
            "value twice", reports("  - { report: campaign_7, with: { campaign_id: [12, ▸12] } }"),
            "campaign_id: '12' is listed twice"),
        WrongFile(
            "no values", reports("  - { report: campaign_7, with: { campaign_id: ▸[] } }"),
            "campaign_id: the list is empty; write at least one, such as `campaign_id: all`"),
        WrongFile(
            "value that leads out of a folder", reports("  - { report: campaign_7, with: { campaign_id: ▸../12 } }"),
            "campaign_id: '../12' holds something other than letters a to z, digits, '_' and '-'"),
        WrongFile(
            "values from an unknown list",
            reports("  - { report: campaign_7, with: { campaign_id: { from: ▸campaign } } }"),
            "from: 'campaign' is not campaigns, skills or agents; did you mean 'campaigns'?"),
        WrongFile(
            "values from another parameter's list",
            reports("  - { report: campaign_7, with: { campaign_id: { from: ▸skills } } }"),
            "campaign_id: its values are those of campaigns, not of skills"),
        WrongFile(
            "values from nowhere", reports("  - { report: campaign_7, with: { campaign_id: ▸{} } }"),
            "a list of values needs 'from', such as `from: campaigns`"),
        WrongFile(
            "misspelt from", reports("  - { report: campaign_7, with: { campaign_id: { ▸form: campaigns } } }"),
            "unknown key 'form' in a list of values; did you mean 'from'?"),
        WrongFile(
            "list of values from two lists",
            reports("  - { report: campaign_7, with: { campaign_id: { from: ▸[campaigns, skills] } } }"),
            "from: expected campaigns, skills or agents, such as `from: campaigns`, not a list"),
        WrongFile(
            "a list among values",
            reports("  - { report: campaign_7, with: { campaign_id: [7, ▸{ from: campaigns }] } }"),
            "campaign_id: expected a value, such as `campaign_id: all`, not a mapping"),
        WrongFile(
            "parameters as a list", reports("  - { report: campaign_7, with: ▸[12] }"),
            "with: expected a mapping, such as `with: { campaign_id: all }`, not a list"),
        WrongFile(
            "parameter twice", reports("  - { report: campaign_7, with: { campaign_id: 12, ▸campaign_id: 13 } }"),
            "duplicate key 'campaign_id' in 'with'; the first is in line 9"),
    ]
}
