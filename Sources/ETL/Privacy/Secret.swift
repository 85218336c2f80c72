/// A token or a key. Whatever prints or inspects it sees «redacted»; only ``reveal()`` gives the text.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the one place that sends it or computes with it.
    package func reveal() -> String {
        text
    }

    package var description: String { "«redacted»" }

    package var debugDescription: String { "«redacted»" }

    package var customMirror: Mirror {
        Mirror(self, children: [], displayStyle: .struct)
    }
}

/// A column that would show what another one hides.
package struct Exposure: Sendable, Equatable {
    /// The source's key of the hidden value.
    package let key: String
    /// The column.
    package let column: String

    /// What is wrong, for the person who wrote the pipeline.
    package var error: ETLError {
        let what =
            column == key
            ? "what is made of the field \(key) is hidden, but the column itself is not"
            : "the field \(key) is hidden, but the column \(column), which is made of it, is not"
        return ETLError(
            .configuration, scope: .report, what, advice: "Hide \(column) too, or drop it.", subject: column)
    }
}

extension Schema {
    /// The columns that hold a value of one of these keys of the source and are not hidden.
    package func exposed(_ keys: [String]) -> [Exposure] {
        var seen: Set<String> = []
        return keys.filter { seen.insert($0).inserted }.flatMap { key in
            fields.filter { !$0.isHidden && ($0.origin == key || $0.derivation == .part(of: key)) }
                .map { Exposure(key: key, column: $0.name) }
        }
    }
}
