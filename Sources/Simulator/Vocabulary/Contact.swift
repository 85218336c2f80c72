/// Numbers that identify customers and telephones, in the shapes that real exports show.
extension RowValues {
    /// National id, with or without zeros in front, the eighteen characters of a CRM, or nothing.
    mutating func putCustomer(_ generator: inout SplitMix64) {
        switch generator.below(20) {
        case 0: put("")
        case 1: put("-")
        case 2: put("0")
        case 3, 4:
            add("0")
            add(generator.below(100_000_000), width: 9)
            end()
        case 5:
            add("0035g00000")
            for _ in 0..<8 { add(byte: Self.letters[generator.below(Self.letters.count)]) }
            end()
        default:
            add(generator.pick(from: 10_000_000...1_199_999_999))
            end()
        }
    }

    /// A Colombian mobile number with `prefix` in front.
    mutating func putMobile(prefix: Word, _ generator: inout SplitMix64) {
        add(prefix)
        add(byte: 0x33)
        add(generator.below(1_000_000_000), width: 9)
        end()
    }

    private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789".utf8)
}
