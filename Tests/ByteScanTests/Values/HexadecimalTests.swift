import ByteScan
import Testing

@Suite struct HexadecimalTests {
    @Test func everyByteHasTwoDigits() {
        for byte in UInt8.min...UInt8.max {
            let digits = String(byte, radix: 16)
            #expect([byte].hexadecimal == (digits.count == 1 ? "0" + digits : digits))
        }
    }
}
