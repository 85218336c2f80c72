internal import ByteScan

extension EnvelopeKeys {
    /// The keys of the vendor's answers.
    static let wolkvox = EnvelopeKeys(code: "code", error: "error", message: "msg", rows: "data")
}

extension Envelope {
    /// The number that the message begins with ("120 records were found"), if it has that form.
    var announcedRows: Int? {
        guard let message else { return nil }
        let words = message.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" })
        guard let first = words.first, words.count > 1, words[1].lowercased().hasPrefix("record") else { return nil }
        return Int(first.filter { $0 != "," && $0 != "." })
    }

    /// Whether the error says nothing.
    var saysNoError: Bool { error?.allSatisfy { $0 == " " } ?? true }

    /// Whether the message says that rows were found, wherever in it: "5 records were found", "se encontraron 5
    /// registros".
    var promisesRows: Bool { counts.contains { $0 > 0 } }

    /// Whether the message says nothing, or that no rows were found ("0 records were found", "no records").
    var saysNothingWasFound: Bool {
        guard let message, !message.allSatisfy({ $0 == " " }), message.lowercased() != "null" else { return true }
        return !promisesRows && counts.contains(0)
    }

    /// The numbers that the message gives of records, "no" among them as zero.
    private var counts: [Int] {
        let words = (message ?? "").lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "," && $0 != "." }
            .filter { $0 != "hay" }
        return zip(words, words.dropFirst()).compactMap { number, noun in
            guard ["record", "registro", "row", "result"].contains(where: { noun.hasPrefix($0) }) else { return nil }
            if ["no", "sin"].contains(number) { return 0 }
            return Int(number.filter { $0 != "," && $0 != "." })
        }
    }
}
