internal import ByteScan
internal import ETL

/// A condition that knows its columns' places and has read its values.
indirect enum BoundCondition: Sendable {
    case all([BoundCondition])
    case any([BoundCondition])
    case not(BoundCondition)
    case isOneOf(Int, [Operand])
    case isNull(Int)
    case startsWith(Int, [UInt8])
    case compares(Int, Condition.Comparison, Operand)

    init(_ condition: Condition, of schema: Schema) throws {
        switch condition {
        case .all(let parts): self = .all(try parts.map { try BoundCondition($0, of: schema) })
        case .any(let parts): self = .any(try parts.map { try BoundCondition($0, of: schema) })
        case .not(let part): self = .not(try BoundCondition(part, of: schema))
        case .isNull(let name): self = .isNull(try Self.place(name, schema))
        case .isOneOf(let name, let values):
            let place = try Self.place(name, schema)
            self = .isOneOf(place, try values.map { try Operand($0, for: schema.fields[place]) })
        case .startsWith(let name, let text):
            let place = try Self.place(name, schema)
            guard schema.fields[place].type == .text else {
                throw ETLError.transform(
                    "where", "\(name) is not text but \(schema.fields[place].type.rawValue), and has no beginning",
                    advice: "Compare it by at_least and less_than.", subject: name)
            }
            self = .startsWith(place, Array(text.utf8))
        case .compares(let name, let comparison, let value):
            let place = try Self.place(name, schema)
            let type = schema.fields[place].type
            guard type != .text, type != .json else {
                throw ETLError.transform(
                    "where", "\(name) is \(type.rawValue), which has no order",
                    advice: type == .text ? "Cast it before." : "Ask whether it is null.", subject: name)
            }
            self = .compares(place, comparison, try Operand(value, for: schema.fields[place]))
        }
    }

    private static func place(_ name: String, _ schema: Schema) throws(ETLError) -> Int {
        try schema.anyPlaces(of: [name], for: "where")[0]
    }

    func holds(_ row: Int, in batch: borrowing RecordBatch) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where !part.holds(row, in: batch) { return false }
            return true
        case .any(let parts):
            for part in parts where part.holds(row, in: batch) { return true }
            return false
        case .not(let part): return !part.holds(row, in: batch)
        case .isNull(let field): return batch[field, row].isNull
        case .isOneOf(let field, let operands):
            let cell = batch[field, row]
            if cell.isNull { return false }
            for operand in operands where operand.order(of: cell, in: batch) == .same { return true }
            return false
        case .startsWith(let field, let beginning):
            let cell = batch[field, row]
            if cell.kind == .escaped { return batch.decoded(cell).starts(with: beginning) }
            return cell.kind == .text && batch.bytes[cell.range].starts(with: beginning)
        case .compares(let field, let comparison, let operand):
            let cell = batch[field, row]
            if cell.isNull { return false }
            let order = operand.order(of: cell, in: batch)
            switch comparison {
            case .lessThan: return order == .less
            case .atMost: return order != .more
            case .moreThan: return order == .more
            case .atLeast: return order != .less
            }
        }
    }
}
