/// The second half of the page: quarantine, drift, calls, runs and failures.
extension PageTemplate {
    static let details = """
        <section>
        <h2 id="quarantine">{{words.quarantine}}</h2>
        {{^quarantine}}<p>{{words.quarantine_none}}</p>{{/quarantine}}
        {{#quarantine_some}}<p>{{words.quarantine_some}} {{.}}</p>{{/quarantine_some}}
        {{#has_quarantine}}
        \(table(
            #"aria-labelledby="quarantine""#,
            columns: [.report, .source, .reason, .field, .rows, .days, .example]))
        {{#quarantine}}
        <tr><td>{{report}}</td><td>{{source}}</td><td>{{reason}}</td><td>{{field}}</td><td class="number">{{rows}}</td>\
        <td class="number">{{days}}</td><td><code>{{example}}</code></td></tr>
        {{/quarantine}}
        \(endOfTable)
        {{/has_quarantine}}
        </section>
        <section>
        <h2 id="drift">{{words.drift}}</h2>
        {{^drift}}<p>{{words.drift_none}}</p>{{/drift}}
        {{#has_drift}}
        \(table(#"aria-labelledby="drift""#, columns: [.first_day, .report, .source, .change, .field, .example]))
        {{#drift}}
        <tr><td>{{day}}</td><td>{{report}}</td><td>{{source}}</td><td>{{change}}</td><td>{{field}}</td>\
        <td><code>{{example}}</code></td></tr>
        {{/drift}}
        \(endOfTable)
        {{/has_drift}}
        </section>
        <section>
        <h2 id="calls">{{words.calls}}</h2>
        {{#calls_chart}}
        <svg class="bars" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}" \
        preserveAspectRatio="none" role="img" aria-label="{{calls_said}}"><path class="usual" fill="#2a74b0" d="{{usual}}"/></svg>
        <p class="axis soft"><span>{{first}}</span><span>{{calls_caption}}</span><span>{{last}}</span></p>
        {{/calls_chart}}
        {{#has_quotas}}
        \(table(#"aria-labelledby="calls""#, columns: [.source, .quota, .left]))
        {{#quotas}}
        <tr><th scope="row">{{source}}</th><td class="number">{{quota}}</td><td class="number">{{left}}</td></tr>
        {{/quotas}}
        \(endOfTable)
        {{/has_quotas}}
        </section>

        """

    static let runs = """
        <section>
        <h2 id="runs">{{words.runs}}</h2>
        {{^runs}}<p>{{words.runs_none}}</p>{{/runs}}
        {{#durations}}
        <svg class="bars" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}" \
        preserveAspectRatio="none" role="img" aria-label="{{durations_said}}">
        <path class="usual" fill="#2a74b0" d="{{usual}}"/><path class="unusual" fill="#b3541e" d="{{unusual}}"/></svg>
        <p class="axis soft"><span>{{first}}</span><span>{{durations_said}}</span><span>{{last}}</span></p>
        {{/durations}}
        {{#has_runs}}
        \(table(
            #"aria-labelledby="runs""#, id: "run_list",
            columns: [.run, .started, .took, .exit, .partitions, .rows, .calls]))
        {{#runs}}
        <tr><th scope="row">{{id}}</th><td>{{started}}</td><td class="number">{{took}}</td><td class="number">{{exit}}</td>\
        <td class="wide">{{outcomes}}</td><td class="number">{{rows}}</td><td class="number">{{calls}}</td></tr>
        {{/runs}}
        \(endOfTable)
        {{/has_runs}}
        </section>
        <section>
        <h2 id="failures">{{words.failures}}</h2>
        {{^failures}}<p>{{words.failures_none}}</p>{{/failures}}
        {{#failures}}
        <div class="failure">
        <h3>{{started}}: {{words.exit}} {{exit}} ({{meaning}})</h3>
        <p class="soft">{{id}}</p>
        {{#has_reasons}}
        <ul lang="en">
        {{#reasons}}<li>{{.}}</li>{{/reasons}}
        </ul>
        {{/has_reasons}}
        {{#is_mended}}<p>{{words.mended}}</p>{{/is_mended}}
        {{#is_open}}
        <p>{{words.mend}}</p>
        <ol class="commands">
        {{#mending}}<li><code>{{.}}</code></li>{{/mending}}
        </ol>
        {{/is_open}}
        </div>
        {{/failures}}
        </section>

        """
}
