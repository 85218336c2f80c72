import ByteScan
import Testing

@testable import Wolkvox

@Suite struct EnvelopeMessagesTests {
    private func envelope(_ message: String?, error: String? = nil) -> Envelope {
        var envelope = Envelope()
        envelope.message = message
        envelope.error = error
        return envelope
    }

    @Test func readsTheVendorsKeys() throws {
        let json = Array(#"{"code":"200","error":null,"msg":"2 records were found","data":[{"a":"1"},{"a":"2"}]}"#.utf8)
        var scanner = EnvelopeScanner(envelope: .wolkvox, keys: ["a"])
        var rows = ScannedRows(columns: 1, rowCapacity: 3)
        #expect(try scanner.scan(json.span, isFinal: true, into: &rows) == .complete)
        #expect(scanner.rowsScanned == 2)
        #expect(scanner.envelope.code == 200)
        #expect(scanner.envelope.announcedRows == 2)
        #expect(scanner.envelope.saysNoError)
    }

    @Test(arguments: [
        ("2 records were found", 2), ("1,234 records were found", 1234), ("1.234 Records", 1234),
        ("7\u{A0}records", 7), ("records: 7", nil), ("7", nil), ("7 rows", nil), ("", nil), (nil, nil),
    ])
    func readsHowManyRowsAreAnnounced(_ message: String?, _ expected: Int?) {
        #expect(envelope(message).announcedRows == expected)
    }

    @Test(arguments: [
        ("5 records were found", true, false), ("se encontraron 5 registros", true, false),
        ("0 records were found", false, true), ("no records", false, true), ("No hay registros", false, true),
        ("sin resultados", false, true), ("", false, true), ("  ", false, true), ("NULL", false, true),
        (nil, false, true), ("0 rows, 3 results", true, false), ("all is well", false, false),
    ])
    func tellsRowsFromTheirAbsence(_ message: String?, _ promises: Bool, _ saysNothing: Bool) {
        #expect(envelope(message).promisesRows == promises)
        #expect(envelope(message).saysNothingWasFound == saysNothing)
    }

    @Test(arguments: [(nil, true), ("", true), ("  ", true), ("FORBIDDEN", false)])
    func anErrorOfBlanksSaysNothing(_ error: String?, _ expected: Bool) {
        #expect(envelope(nil, error: error).saysNoError == expected)
    }
}
