import ByteScan
import TestSupport
import Testing

/// The reader against the rules written down a second time, slowly.
@Suite struct DecimalPropertyTests {
    @Test func aThousandAmountsComeOutDigitForDigit() {
        var generator = SplitMix(state: 1)
        for _ in 0..<1000 {
            let whole = String(Int.random(in: 0...10_000_000, using: &generator))
            let fraction = (0..<Int.random(in: 1...6, using: &generator))
                .map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
            let sign = Bool.random(using: &generator) ? "-" : ""
            let plain = "\(sign)\(whole).\(fraction)"
            #expect(TextReading.decimal(plain) == plain)
            #expect(TextReading.decimal("$ \(sign)\(whole),\(fraction)", .comma) == plain)
            #expect(TextReading.decimal("\(sign)\(grouped(whole, ",")).\(fraction) COP", .point) == plain)
            #expect(TextReading.decimal("\(sign)\(grouped(whole, ".")),\(fraction)", .comma) == plain)
        }
    }

    @Test(arguments: [nil, DecimalSeparator.point, .comma])
    func agreesWithTheRulesAsExpressions(_ separator: DecimalSeparator?) {
        var generator = SplitMix(state: 2)
        let alphabet = Array("0012345,,..-")
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...9, using: &generator)
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "0" })
            #expect(TextReading.decimal(text, separator) == model(text, separator), "\(text)")
        }
    }

    private func model(_ text: String, _ separator: DecimalSeparator?) -> String {
        let unsigned = text.hasPrefix("-") ? String(text.dropFirst()) : text
        if separator == nil, unsigned.wholeMatch(of: /[1-9][0-9]{0,2},[0-9]{3}/) != nil { return "ambiguous" }
        let pointed = reading(unsigned, decimal: ".", grouping: ",")
        let commaed = reading(unsigned, decimal: ",", grouping: ".")
        let preferred = separator == .comma ? commaed ?? pointed : pointed ?? commaed
        return preferred.map { (text.hasPrefix("-") ? "-" : "") + $0 } ?? "invalid"
    }

    private func reading(_ text: String, decimal: Character, grouping: Character) -> String? {
        let parts = text.split(separator: decimal, omittingEmptySubsequences: false)
        guard parts.count <= 2, text.contains(where: \.isNumber), !text.contains("-") else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        let groups = parts[0].split(separator: grouping, omittingEmptySubsequences: false)
        guard fraction.allSatisfy(\.isNumber) else { return nil }
        if groups.count > 1 {
            guard (1...3).contains(groups[0].count), groups[0].first != "0",
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        let digits = groups.joined().drop { $0 == "0" }
        return (digits.isEmpty ? "0" : digits) + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    private func grouped(_ digits: String, _ separator: String) -> String {
        var groups: [String] = []
        var rest = Substring(digits)
        while rest.count > 3 {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest = rest.dropLast(3)
        }
        return ([String(rest)] + groups).joined(separator: separator)
    }
}
