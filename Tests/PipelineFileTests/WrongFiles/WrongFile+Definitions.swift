import ETL
import Transforms

extension WrongFile {
    private static let head = "  - name: sales_2\n    grain: event\n    event_time: date\n"
    private static let date = "{ name: date, form: timestamp }"

    private static let forms: String = {
        let words = ValueReader.all.map(\.form.rawValue)
        return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    }()

    private static func definitions(_ text: String, reports: String = "[sales_2]") -> String {
        Fixture.file(reports: "reports: \(reports)\n", more: "definitions:\n\(text)\n")
    }

    /// A definition that would be right but for these lines.
    private static func definition(_ lines: String, fields: String = "[\(date), { name: price, form: cost }]") -> String
    {
        let head = lines.hasPrefix("event_time") ? "  - name: sales_2\n    grain: event\n" : head
        return definitions("\(head)\(lines.isEmpty ? "" : "    \(lines)\n")    fields: \(fields)")
    }

    /// Mistakes in reports that the file defines.
    static let definitions = [
        WrongFile(
            "definitions as a mapping", definitions("  ▸sales_2: { grain: event }", reports: "[cdr_1]"),
            "definitions: expected a list, such as `definitions: [{ name: sales_2, grain: event, event_time: date, "
                + "fields: [{ name: date, form: timestamp }] }]`, not a mapping"),
        WrongFile(
            "no definitions", Fixture.file(more: "definitions: ▸[]\n"),
            "definitions: the list is empty; write at least one, such as `definitions: [{ name: sales_2, grain: event, "
                + "event_time: date, fields: [{ name: date, form: timestamp }] }]`"),
        WrongFile(
            "definition without a grain and fields", definitions("  - ▸▸name: sales_2"),
            "a definition needs 'fields', such as `fields: [{ name: date, form: timestamp }, { name: agent_id }]`",
            "a definition needs 'grain', such as `grain: event`"),
        WrongFile(
            "both titles", definition("title: { en: ▸[1], es: ▸{} }"),
            "en: expected a text, such as `en: Sales`, not a list",
            "es: expected a text, such as `es: Ventas`, not a mapping"),
        WrongFile(
            "both keys of a list", definition("flatten: { list: ▸[1], prefix: ▸[2] }"),
            "list: expected a text, such as `list: products`, not a list",
            "prefix: expected a text, such as `prefix: product_`, not a list"),
        WrongFile(
            "definition without a name", definitions("  - ▸grain: event\n    fields: [\(date)]", reports: "[cdr_1]"),
            "a definition needs 'name', such as `name: sales_2`"),
        WrongFile(
            "name that is no folder's",
            definitions("  - name: ▸../sales\n    grain: event\n    fields: [\(date)]", reports: "[cdr_1]"),
            "name: '../sales' is not a name of small letters, digits and '_', a letter first"),
        WrongFile(
            "name twice",
            definitions(
                "\(head)    fields: [\(date)]\n  - name: ▸sales_2\n    grain: total\n    fields: [\(date)]"),
            "name: two definitions have the name 'sales_2'"),
        WrongFile(
            "name of a report in capitals",
            definitions("  - name: ▸CDR_1\n    grain: event\n    fields: [\(date)]", reports: "[cdr_1]"),
            "name: 'CDR_1' is not a name of small letters, digits and '_', a letter first"),
        WrongFile(
            "unknown key of a definition", definition("▸evnt_time: date"),
            "unknown key 'evnt_time' in a definition; did you mean 'event_time'?"),
        WrongFile(
            "key of a definition twice",
            definition("grain: total").replacing("    grain: total", with: "    ▸grain: total"),
            "duplicate key 'grain' in a definition; the first is in line 12"),
        WrongFile(
            "unknown grain", definitions("  - name: sales_2\n    grain: ▸evnet\n    fields: [\(date)]"),
            "grain: 'evnet' is not event, total or bucket; did you mean 'event'?"),
        WrongFile(
            "bucket without its length", definitions("  - name: sales_2\n    grain: ▸bucket\n    fields: [\(date)]"),
            "grain: bucket needs 'bucket_seconds', such as `bucket_seconds: 3600`"),
        WrongFile(
            "length without a bucket", definition("bucket_seconds: ▸3600"),
            "bucket_seconds: it is for `grain: bucket` alone; remove it"),
        WrongFile(
            "buckets that fill no day",
            definitions("  - name: sales_2\n    grain: bucket\n    bucket_seconds: ▸7000\n    fields: [\(date)]"),
            "bucket_seconds: a day of 86400 seconds is not a multiple of 7000"),
        WrongFile(
            "bucket without a number",
            definitions("  - name: sales_2\n    grain: bucket\n    bucket_seconds: ▸1h\n    fields: [\(date)]"),
            "bucket_seconds: '1h' is not a whole number from 1 to 86400"),
        WrongFile(
            "time that is no field", definition("event_time: ▸dat"),
            "event_time: this definition has no field 'dat'; did you mean 'date'?"),
        WrongFile(
            "time that is no timestamp", definition("event_time: ▸price"),
            "event_time: 'price' has the form cost; a row's time needs `form: timestamp`, or day"),
        WrongFile(
            "unknown form", definition("", fields: "[{ name: date, form: ▸timestmap }]"),
            "form: 'timestmap' is not \(forms); did you mean 'timestamp'?"),
        WrongFile(
            "form of another program", definition("", fields: "[{ name: price, form: ▸float64 }]"),
            "form: 'float64' is not \(forms)"),
        WrongFile(
            "field twice", definition("", fields: "[\(date), { name: ▸date }]"),
            "name: the field 'date' is defined twice"),
        WrongFile(
            "field without a name", definition("", fields: "[{ ▸form: cost }]"),
            "a field needs 'name', such as `name: agent_id`"),
        WrongFile(
            "field with an empty name", definition("", fields: "[{ name: ▸'' }]"), "name: '' is empty"),
        WrongFile(
            "field as a word", definition("", fields: "[▸date]"),
            "fields: expected a mapping, such as `fields: [{ name: date, form: timestamp }, { name: agent_id }]`, "
                + "not a single value"),
        WrongFile(
            "no fields", definition("", fields: "▸[]"),
            "fields: the list is empty; write at least one, such as "
                + "`fields: [{ name: date, form: timestamp }, { name: agent_id }]`"),
        WrongFile(
            "unknown key of a field", definition("", fields: "[{ name: date, ▸type: timestamp }]"),
            "unknown key 'type' in a field; known are name, form, summary"),
        WrongFile(
            "column of the program's own", definition("", fields: "[\(date), { name: ▸_extra }]"),
            "name: '_extra' is a column that the program writes itself, for fields that the definition lacks"),
        WrongFile(
            "column that is stamped on totals",
            definitions("  - name: sales_2\n    grain: total\n    fields: [{ name: ▸window_start }]"),
            "name: 'window_start' is a column that the program stamps on totals itself"),
        WrongFile(
            "more days than a call takes", definition("days_per_call: ▸32"),
            "days_per_call: '32' is not a whole number from 1 to 31"),
        WrongFile(
            "unknown day of a row", definition("row_day: ▸windows"),
            "row_day: 'windows' is not own or window; did you mean 'window'?"),
        WrongFile(
            "parameter that every request has", definition("parameters: [{ name: ▸date_ini }]"),
            "name: 'date_ini' is in every request already; remove it"),
        WrongFile(
            "parameter of a definition twice", definition("parameters: [{ name: queue }, { name: ▸queue }]"),
            "name: 'queue' is listed twice"),
        WrongFile(
            "flag that is neither", definition("parameters: [{ name: queue, required: ▸maybe }]"),
            "required: 'maybe' is not true or false"),
        WrongFile(
            "order with a field that isn't there", definition("answer_order: [date, ▸prise]"),
            "answer_order: this definition has no field 'prise'; did you mean 'price'?"),
        WrongFile(
            "order with a field twice", definition("answer_order: [date, ▸date]"),
            "answer_order: 'date' is listed twice"),
        WrongFile(
            "neither a list nor an object", definition("flatten: { ▸prefix: p_ }"),
            "flatten needs 'list' or 'object', such as `list: products`"),
        WrongFile(
            "both a list and an object", definition("flatten: { list: lines, ▸object: price }"),
            "flatten takes either 'list' or 'object', not both"),
        WrongFile(
            "prefix of an object", definition("flatten: { object: price, prefix: ▸p_ }"),
            "prefix: it is for `list` alone; remove it"),
        WrongFile(
            "object without a field for its keys", definition("flatten: { object: ▸prices }"),
            "object: this definition has no field 'prices'; did you mean 'price'?"),
        WrongFile(
            "list as a list", definition("flatten: { list: ▸[lines] }"),
            "list: expected a text, such as `list: products`, not a list"),
        WrongFile(
            "flatten as a word", definition("flatten: ▸lines"),
            "flatten: expected a mapping, such as `flatten: { list: products, prefix: product_ }`, not a single value"),
        WrongFile(
            "default that leads out of a request", definition("parameters: [{ name: queue, default: ▸a/b }]"),
            "default: 'a/b' holds something other than letters a to z, digits, '_' and '-'"),
        WrongFile(
            "no values of a parameter", definition("parameters: [{ name: queue, values: ▸[] }]"),
            "values: the list is empty; write at least one, such as `values: [first, second]`"),
        WrongFile(
            "value that a defined parameter doesn't take",
            definitions(
                "\(head)    parameters: [{ name: queue, values: [north, south] }]\n    fields: [\(date)]",
                reports: "[{ report: sales_2, with: { queue: ▸west } }]"),
            "queue: 'west' is none of north, south"),
        WrongFile(
            "fact from nowhere", definition("facts: { fields: ▸rumour }"),
            "fields: 'rumour' is not vendor_page, vendor_collection, observed, translation, inferred or user"),
        WrongFile(
            "title with half of its languages", definition("title: { ▸en: Sales }"),
            "a title needs 'es', such as `es: Ventas`"),
        WrongFile(
            "title as a list", definition("title: ▸[Sales, Ventas]"),
            "title: expected a text or a mapping, such as `title: { en: Sales, es: Ventas }`, not a list"),
        WrongFile(
            "parameter that a defined report lacks",
            definitions("\(head)    fields: [\(date)]", reports: "[{ report: sales_2, with: { ▸queue: 7 } }]"),
            "sales_2 has no parameter 'queue'; it takes none"),
        WrongFile(
            "parameter that a defined report needs",
            definitions(
                "\(head)    parameters: [{ name: queue, required: true }]\n    fields: [\(date)]",
                reports: "[▸sales_2]"),
            "sales_2 needs the parameter queue, such as `with: { queue: 123 }`"),
        WrongFile(
            "misspelt report of the file's own", definitions("\(head)    fields: [\(date)]", reports: "[▸sals_2]"),
            "unknown report 'sals_2'; did you mean 'sales_2'?"),
        WrongFile(
            "wrong definition, and what follows from it",
            definitions(
                "\(head)    fields: [{ name: phone, form: ▸phon }]",
                reports: "[{ report: sales_2, transform: [{ mask: { fields: [phone] } }] }]"),
            "form: 'phon' is not \(forms)"),
    ]
}
