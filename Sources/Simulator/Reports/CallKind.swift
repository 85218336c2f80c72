/// The documented kinds of a call, and one that only real answers show (`ivr-out`).
enum CallKind: String, Sendable {
    case inbound
    case outbound = "outbound_ma"
    case preview = "out_pre"
    case internalCall = "internal call"
    case internalInbound = "internal call_inb"
    case internalQueue = "internal call_que"
    case transfer, conference
    case robot = "ivr-out"

    static func draw(_ generator: inout SplitMix64) -> CallKind {
        switch generator.below(100) {
        case ..<34: .inbound
        case ..<74: .outbound
        case ..<82: .preview
        case ..<86: .internalCall
        case ..<88: .internalInbound
        case ..<90: .internalQueue
        case ..<94: .transfer
        case ..<96: .conference
        default: .robot
        }
    }

    var hasAgent: Bool { self != .robot }
    var isInbound: Bool { self == .inbound || self == .transfer }
    var hasCampaign: Bool { self == .preview || self == .robot || self == .outbound }
    var isInternal: Bool { self == .internalCall || self == .internalInbound || self == .internalQueue }

    /// Seconds spoken: many short calls, a few very long ones.
    func talk(_ generator: inout SplitMix64) -> Int {
        switch generator.below(100) {
        case ..<12: 0
        case ..<45: generator.pick(from: 1...59)
        case ..<98: generator.pick(from: 60...900)
        default: generator.pick(from: 901...7500)
        }
    }

    func destiny(_ generator: inout SplitMix64) -> Word {
        isInternal ? "Interno" : generator.pick(Self.destinies)
    }

    /// Prefix of the carrier, country and number outbound; the bare number inbound; an extension inside the house.
    func putTelephone(_ row: inout RowValues, _ generator: inout SplitMix64) {
        if isInternal {
            row.add(generator.below(10_000), width: 4)
            row.end()
        } else if isInbound {
            row.putMobile(prefix: "", &generator)
        } else {
            row.putMobile(prefix: generator.chance(percent: 90) ? "9157" : "9", &generator)
        }
    }

    /// Ten-thousandths of the currency: billed by the minute, nothing inside the house.
    func putCost(_ row: inout RowValues, minutes: Int, _ generator: inout SplitMix64) {
        let price = isInternal || minutes == 0 ? 0 : minutes * generator.pick(Self.tariffs)
        row.add(price / 10_000)
        row.add(byte: 0x2E)
        if price == 0 { row.add(0, width: 2) } else { row.add(price % 10_000, width: 4) }
        row.end()
    }

    private static let tariffs = [120, 345, 345, 345, 1275, 0]
    private static let destinies: [Word] = [
        "", "Colombia Celular", "Colombia Celular", "Bogotá Fijo", "Medellín Fijo", "México Móvil", "España / Móvil",
        "Perú Celular",
    ]
}
