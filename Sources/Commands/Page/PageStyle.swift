import Crypto
import Foundation

/// The one style element of a page. The page says all that it has to say without it.
enum PageStyle {
    static let text = """

        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #59636e; --line: #d1d9e0; --box: #f6f8fa;
          --link: #0550ae; --t1: #9ecae9; --t2: #5fa3d3; --t3: #2a74b0; --t4: #0b4a83; --bad: #b3261e; --warn: #a15c00;
          --band: #d7dde4; --odd: #b3541e; --good: #116329; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b3; --line: #3d444d; --box: #161b22; --link: #79b8ff;
            --t1: #1f4e79; --t2: #2f73ad; --t3: #58a6e0; --t4: #a5d3f7; --bad: #ff8a80; --warn: #f0b35e; --band: #30363d;
            --odd: #f0a36e; --good: #6fd08c; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
        a { color: var(--link); }
        .skip { position: absolute; left: -999px; }
        .skip:focus { position: static; }
        h1 { font-size: 1.5rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
        p { margin: .25rem 0; }
        .verdict { font-size: 1.1rem; font-weight: 600; }
        .bad { color: var(--bad); }
        .good { color: var(--good); }
        .soft { color: var(--soft); font-size: .875rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .75rem 0; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .875rem; }
        th, td { text-align: left; padding: .2rem .75rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
          white-space: nowrap; }
        .wide { white-space: normal; min-width: 12rem; }
        .number { text-align: right; }
        code { font: .875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        .commands { list-style: none; margin: .5rem 0; padding: 0; }
        .commands code { display: block; margin: .25rem 0; padding: .4rem .6rem; background: var(--box);
          border: 1px solid var(--line); border-radius: 4px; user-select: all; }
        details { margin: .5rem 0; }
        summary { cursor: pointer; color: var(--link); }
        svg { display: block; max-width: 100%; height: auto; }
        svg.bars { width: 100%; height: 5rem; border-bottom: 1px solid var(--line); margin-top: .5rem; }
        .axis { display: flex; justify-content: space-between; gap: 1rem; }
        .axis span { text-align: center; }
        .axis span:first-child, .axis span:last-child { white-space: nowrap; }
        .legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .5rem 0; }
        .legend li { display: flex; align-items: center; gap: .35rem; }
        .label { fill: var(--soft); font: 9px system-ui, sans-serif; }
        .there1 { fill: var(--t1); } .there2 { fill: var(--t2); } .there3 { fill: var(--t3); } .there4 { fill: var(--t4); }
        .empty { fill: var(--soft); } .open { fill: var(--t3); } .stale { fill: var(--soft); } .suspect { fill: var(--warn); }
        .missing { fill: none; stroke: var(--bad); stroke-width: 1.5; }
        .failed, .damaged { fill: none; stroke: var(--bad); stroke-width: 2.5; }
        .foreign { fill: none; stroke: var(--warn); stroke-width: 2; }
        .band { fill: var(--band); } .usual { fill: var(--t3); } .unusual { fill: var(--odd); }
        .failure { margin: 1rem 0; padding-left: .75rem; border-left: 3px solid var(--bad); }
        footer { margin-top: 2.5rem; padding-bottom: 2rem; }
        @media (max-width: 480px) {
          dl { grid-template-columns: 1fr; }
          dd { margin-bottom: .35rem; }
          .axis { flex-wrap: wrap; gap: 0 1rem; }
          .axis span:nth-child(2) { order: 3; flex-basis: 100%; text-align: left; }
        }
        @media print {
          body { font-size: 10pt; }
          main, header, footer { max-width: none; padding: 0; }
          .skip, summary { display: none; }
          details::details-content { display: block; content-visibility: visible; height: auto; }
          section.report, .failure, tr, svg { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
          .scroll { overflow: visible; }
        }

        """

    /// The policy that a page sets itself: nothing is loaded, nothing runs, and only this style applies.
    static var policy: String {
        let hash = Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
    }
}
