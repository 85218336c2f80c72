internal import ByteScan
internal import ETL

/// The rule that every text is covered.
private struct Covering<Cover: Hider>: TextRule {
    var cover: Cover

    mutating func rewrite(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) -> Rewrite {
        cover.hide(bytes, range, into: &output)
        return .written
    }
}

extension Hider {
    /// What may be shown of bytes that need not be sound text.
    fileprivate mutating func hidden(_ raw: [UInt8]) -> [UInt8] {
        // Decoding repairs what is no UTF-8; sound text comes back byte for byte.
        let text = Array(String(decoding: raw, as: UTF8.self).utf8)
        var shown: [UInt8] = []
        hide(text.span, 0..<text.count, into: &shown)
        return shown
    }
}

extension Schema {
    /// Prepares for hiding the texts of the columns `names`, and the values of the source's `keys` that no column holds
    /// wherever a row is shown as it came.
    func covering(
        _ names: [String], keys: [String], with cover: some Hider, for transformer: String
    ) throws(ETLError) -> any BoundTransformer {
        let places = try places(of: names, for: transformer)
        let redactions = redactions(of: places, keys: keys) { raw in
            var cover = cover
            return cover.hidden(raw)
        }
        return RewrittenColumns(
            places, rule: Covering(cover: cover), output: hiding(places), redactions: redactions)
    }

    /// What hides the values of columns, and of the source's `keys` that no column holds, in a row as it came.
    func redactions(
        of places: [Int], keys: [String], _ hidden: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> [Redaction] {
        let columns = places.map { (fields[$0].sourceKey ?? fields[$0].name, fields[$0].dashIsNothing) }
        return (columns + keys.map { ($0, true) }).map { key, dashIsNothing in
            Redaction(field: key) { raw in
                // What says nothing is null in the data; a token for it would look like a value.
                Blanks.isNothing(raw.span, raw.indices, dashIsNothing: dashIsNothing) ? raw : hidden(raw)
            }
        }
    }

    /// The same columns, some of them hidden.
    func hiding(_ places: [Int]) -> Schema {
        var schema = self
        for place in places { schema.fields[place].isHidden = true }
        return schema
    }
}

/// Makes of a text something that hides it.
protocol Hider: Sendable {
    /// Adds what may be shown of a text to `output`; the text stands at `range` of `bytes`, in sound UTF-8 and with no
    /// escapes.
    mutating func hide(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8])
}
