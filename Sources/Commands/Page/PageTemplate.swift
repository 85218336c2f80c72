import Mustache

/// The template of the page. Every value goes through `{{…}}`, which escapes it; there is no other form in it.
enum PageTemplate {
    /// The page of some fields.
    static func render(_ fields: [String: Any]) throws -> String { try MustacheTemplate(string: text).render(fields) }

    static let text = head + summary + reports + details + runs + foot

    private static let head = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{{policy}}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>{{words.title}}: {{name}}</title>
        <style>\(PageStyle.text)</style>
        </head>
        <body>
        <header>
        <a class="skip" href="#todo">{{words.skip}}</a>
        <h1>{{words.title}}: {{name}}</h1>
        <p class="verdict {{verdict_kind}}">{{verdict}}</p>
        <dl>
        {{#facts}}
        <dt>{{label}}</dt><dd>{{value}}</dd>
        {{/facts}}
        </dl>
        </header>
        <main>

        """

    private static let summary = """
        <section>
        <h2 id="todo">{{words.todo}}</h2>
        {{#is_well}}<p>{{words.nothing_to_do}}</p>{{/is_well}}
        {{#has_commands}}
        <ol class="commands" id="fill">
        {{#fill}}
        <li><code>{{.}}</code></li>
        {{/fill}}
        </ol>
        <p class="soft">{{words.commands_where}} {{directory}}</p>
        {{/has_commands}}
        {{#unknown}}
        <p>{{words.fill_unknown}} {{.}}</p>
        {{/unknown}}
        {{#has_foreign}}<p>{{words.foreign_note}}</p>{{/has_foreign}}
        {{#remarks}}
        <p>{{.}}</p>
        {{/remarks}}
        {{#damaged}}
        <p>{{words.damaged_records}} {{.}}</p>
        {{/damaged}}
        </section>
        <section>
        <h2 id="reports">{{words.reports}}</h2>
        \(table(
            #"aria-labelledby="reports""#, id: "summary",
            columns: [.report, .source, .there, .empty, .gaps, .rows, .quarantined, .latest]))
        {{#tables}}
        <tr><th scope="row"><a href="#{{anchor}}">{{report}}</a></th><td>{{source}}</td><td class="number">{{there}}</td>\
        <td class="number">{{empty}}</td><td class="number">{{gaps}}</td><td class="number">{{rows}}</td>\
        <td class="number">{{quarantined}}</td><td>{{latest}}</td></tr>
        {{/tables}}
        \(endOfTable)
        <h3>{{words.legend}}</h3>
        <ul class="legend">
        {{#legend}}
        <li><svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">\
        <path class="{{kind}}" fill="{{fill}}" stroke="{{stroke}}" d="{{d}}"/></svg>{{name}}</li>
        {{/legend}}
        </ul>
        </section>

        """

    private static let reports = """
        {{#tables}}
        <section class="report">
        <h3 id="{{anchor}}">{{report}}, {{source}}</h3>
        {{#map}}
        <svg width="{{shown_width}}" height="{{shown_height}}" viewBox="0 0 {{width}} {{height}}" role="img" \
        aria-labelledby="{{anchor}}t {{anchor}}d">
        <title id="{{anchor}}t">{{words.calendar}}: {{report}}, {{source}}</title>
        <desc id="{{anchor}}d">{{said}}</desc>
        {{#labels}}<text class="label" x="{{x}}" y="{{y}}" font-size="9" fill="currentColor">{{label}}</text>{{/labels}}
        {{#paths}}<path class="{{kind}}" fill="{{fill}}" stroke="{{stroke}}" d="{{d}}"/>{{/paths}}
        </svg>
        {{/map}}
        {{#bars}}
        <svg class="bars" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}" \
        preserveAspectRatio="none" role="img" aria-label="{{bars_said}}">
        <path class="band" fill="#d7dde4" d="{{band}}"/><path class="usual" fill="#2a74b0" d="{{usual}}"/>\
        <path class="unusual" fill="#b3541e" d="{{unusual}}"/>
        </svg>
        <p class="axis soft"><span>{{first}}</span><span>{{bars_caption}}</span><span>{{last}}</span></p>
        {{/bars}}
        {{#has_exceptions}}
        <details>
        <summary>{{words.not_there}}: {{gaps}}</summary>
        \(table(#"aria-label="{{words.not_there}}: {{report}}, {{source}}""#, columns: [.day, .state]))
        {{#exceptions}}<tr><td>{{range}}</td><td>{{state}}</td></tr>{{/exceptions}}
        \(endOfTable)
        </details>
        {{/has_exceptions}}
        <details>
        <summary>{{words.as_table}}</summary>
        \(table(
            #"aria-label="{{words.as_table}}: {{report}}, {{source}}""#, first: #"<th scope="col">{{period}}</th>"#,
            columns: [.state, .rows, .quarantined]))
        {{#list}}
        <tr><td>{{when}}</td><td class="wide">{{state}}</td><td class="number">{{rows}}</td><td class="number">{{quarantined}}</td></tr>
        {{/list}}
        \(endOfTable)
        </details>
        </section>
        {{/tables}}

        """

    private static let foot = """
        </main>
        <footer class="soft"><p>{{words.tool}} {{tool}}</p></footer>
        </body>
        </html>

        """
}

extension PageTemplate {
    /// The words over columns of numbers.
    private static let numbers: Set<PageWord> = [
        .there, .empty, .gaps, .rows, .quarantined, .days, .quota, .left, .took, .exit, .calls,
    ]

    /// A table up to its first row, in a region of its own that scrolls where the page is too narrow for it.
    ///
    /// - Parameters:
    ///   - label: the attribute that names the region.
    ///   - id: the table's own name; nil where nothing refers to it.
    ///   - first: the head of a column before the others, if there is one.
    ///   - columns: what is over the columns.
    /// - Returns: the HTML, which ``endOfTable`` follows after the rows.
    static func table(_ label: String, id: String? = nil, first: String = "", columns: [PageWord]) -> String {
        let heads = columns.map { word in
            "<th scope=\"col\"\(numbers.contains(word) ? " class=\"number\"" : "")>{{words.\(word.rawValue)}}</th>"
        }
        return """
            <div class="scroll" tabindex="0" role="region" \(label)>
            <table\(id.map { " id=\"\($0)\"" } ?? "")>
            <thead><tr>\(first)\(heads.joined())</tr></thead>
            <tbody>
            """
    }

    /// What follows the last row of a table.
    static let endOfTable = """
        </tbody>
        </table>
        </div>
        """
}
