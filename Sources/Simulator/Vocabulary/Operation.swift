/// What stands still while rows come and go: agents, skills, campaigns and connectors of one operation.
struct Operation: Sendable {
    struct Agent: Sendable {
        let id: Word
        let name: Word
        let dni: Word
    }

    struct Skill: Sendable {
        let id: Word
        let name: Word
    }

    struct Campaign: Sendable {
        let id: Word
        let name: Word
        let type: Word
        let status: Word
        /// What rows carry: some of them the id with a text after it.
        let label: Word
    }

    struct Connector: Sendable {
        let id: Word
        let routingPoint: Word
        let name: Word
        let channel: Word
    }

    let agents: [Agent]

    init(seed: UInt64) {
        agents = (0..<48).map { index in
            var generator = SplitMix64(keys: seed, SplitMix64.key(of: "agent"), UInt64(index))
            let given = generator.pick(People.givenNames).text
            let family = [generator.pick(People.familyNames).text, generator.pick(People.familyNames).text]
            return Agent(
                id: Word(LocalDay.padded(12 + index * 37, 4)), name: Word(([given] + family).joined(separator: " ")),
                dni: Word("\(10_203_040 + index * 7919)"))
        }
    }

    static let skills: [Skill] = [
        Skill(id: "101", name: "Ventas"), Skill(id: "102", name: "Soporte Técnico"),
        Skill(id: "103", name: "Cobranza Bogotá"), Skill(id: "104", name: "Retención"),
        Skill(id: "205", name: "SAC - Atención al Señor Usuario"), Skill(id: "206", name: "Citas médicas"),
    ]

    static let campaigns: [Campaign] = [
        ("10001", "Cobranza 30 días", "predictive", "Started", ""),
        ("10002", "Renovación pólizas", "predictive", "Started", ""),
        ("10003", "Encuesta señal", "preview", "Started", ""),
        ("10007", "Campaña Año Nuevo", "predictive", "Started", "-Campaña Año Nuevo"),
        ("10011", "Recuperación carrito", "preview", "Stopped", ""),
        ("10018", "Bienvenida clientes", "predictive", "Started", "-"),
        ("10029", "Citas médicas", "predictive", "Started", ""),
        ("10047", "Portabilidad", "preview", "Stopped", ""),
    ].map { id, name, type, status, suffix in
        Campaign(id: Word(id), name: Word(name), type: Word(type), status: Word(status), label: Word(id + suffix))
    }

    static let connectors: [Connector] = [
        Connector(id: "573001112233", routingPoint: "0301", name: "WhatsApp ventas", channel: "whatsapp"),
        Connector(id: "88412", routingPoint: "0302", name: "WhatsApp Oficial Bogotá", channel: "whatsapp"),
        Connector(id: "90210", routingPoint: "0303", name: "Chat página web", channel: "chat-web"),
        Connector(id: "73355", routingPoint: "0304", name: "Facebook", channel: "facebook"),
        Connector(id: "73356", routingPoint: "0305", name: "Instagram", channel: "instagram"),
        Connector(id: "61001", routingPoint: "0306", name: "SMS doble vía", channel: "sms_bidirect"),
        Connector(id: "61002", routingPoint: "0307", name: "Correo atención", channel: "email"),
        Connector(id: "61003", routingPoint: "0308", name: "Telegram", channel: "telegram"),
    ]
}
