internal import Foundation

/// Text for comparisons: small letters without accents.
enum Folded {
    static func text(_ text: String) -> String {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    }
}
