/// A report whose answers are made up, with the fields and the kinds of values that the API sends.
public struct SampleReport: Sendable {
    /// The report's name in the catalogue.
    public let name: String
    let fields: [(key: String, filling: Filling)]

    /// A whole answer for one day: newest row first, the same bytes each time.
    public func answer(rows: Int, day: String) -> [UInt8] {
        var numbers = Numbers(seed: 20_261_001)
        var bytes = Array(#"{"code":200,"error":null,"msg":"\#(rows) records were found","data":["#.utf8)
        for row in 0..<rows {
            bytes.append(contentsOf: row == 0 ? "{".utf8 : ",{".utf8)
            let place = RowPlace(number: rows - row, time: "\(day) \(Self.clock(86_399 - row * 86_400 / rows))")
            for (index, field) in fields.enumerated() {
                bytes.append(contentsOf: (index == 0 ? "\"" : ",\"").utf8)
                bytes.append(contentsOf: field.key.utf8)
                bytes.append(contentsOf: "\":\"".utf8)
                field.filling.append(row: place, &numbers, to: &bytes)
                bytes.append(UInt8(ascii: "\""))
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(contentsOf: "]}".utf8)
        return bytes
    }

    private static func clock(_ second: Int) -> String {
        [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
