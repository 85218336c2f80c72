internal import ByteScan
internal import Crypto

/// Text that tells two settings apart, whatever they hold: each part is written with its length in front, so that no two
/// lists of parts read the same.
struct Ingredients {
    private var text = ""

    /// Adds a setting with its values.
    mutating func add(_ name: String, _ values: [String]) {
        add(name)
        add("\(values.count)")
        values.forEach { add($0) }
    }

    /// Adds a setting with one value.
    mutating func add(_ name: String, _ value: String) { add(name, [value]) }

    private mutating func add(_ part: String) { text += "\(part.utf8.count):\(part)" }

    /// SHA-256 over all of it, the first 128 bits in lower-case hexadecimal.
    var fingerprint: String {
        SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal
    }
}
