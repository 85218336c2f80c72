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
