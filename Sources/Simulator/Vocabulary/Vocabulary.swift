/// How agents classify a call: codes that may look like numbers and are not.
struct ActivityCode: Sendable {
    let code: Word
    let description: Word

    static let first: [ActivityCode] = [
        ("103", "Venta efectiva"), ("104", "Volver a llamar"), ("007", "No contesta / buzón"),
        ("CV_BUZON", "Buzón de voz"),
        ("NO_INT", "No interesado"), ("PQR-1", "Petición, queja o reclamo"), ("TIMEOUTACW", ""), ("-", "-"),
        ("", ""), ("201", "Información general"), ("202", "Actualización de datos \"sí autoriza\""),
    ].map { ActivityCode(code: Word($0.0), description: Word($0.1)) }

    static let second: [ActivityCode] = [
        ("", ""), ("", ""), ("-", "-"), ("EMAIL", "Confirmación por correo"), ("0", ""), ("015", "Segunda línea"),
    ].map { ActivityCode(code: Word($0.0), description: Word($0.1)) }
}

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
            for _ in 0..<8 { add(byte: generator.pick(Self.letters)) }
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

    /// An address of electronic mail.
    mutating func putMail(_ generator: inout SplitMix64) {
        add(generator.pick(People.mailNames))
        add(byte: 0x40)
        add(generator.pick(People.mailDomains))
        end()
    }

    private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789".utf8)
}

/// Names as they occur in the countries that the vendor serves, accents, ñ and apostrophes included.
enum People {
    static let givenNames: [Word] = [
        "María José", "Andrés", "Sofía", "Julián", "Ángela", "Camilo", "Begoña", "Iván", "Luz Marina", "Óscar",
        "Yésica", "Héctor", "Nicolás", "Ximena", "Raúl", "Lucía", "Wílmer", "Inés", "Jesús", "Adriana", "Édgar",
        "Rocío", "Tomás", "Ñusta", "Carlos", "Diana", "Martín", "Paula",
    ]

    static let familyNames: [Word] = [
        "Muñoz", "Peña", "Gutiérrez", "Ibáñez", "Núñez", "Rodríguez", "Castañeda", "Quiñones", "Pérez", "Zúñiga",
        "Ordóñez", "Londoño", "Gómez", "Acuña", "Martínez", "Bolaños", "Ríos", "Sánchez", "Páez", "Cárdenas",
        "Avendaño", "D'Achiardi", "Vélez", "Agüero", "Suárez", "Güiza", "Hernández", "Montoya",
    ]

    static let mailNames: [Word] = [
        "mjmunoz", "andres.pena", "sofia_gutierrez", "julian.ibanez", "angela.nunez", "camilo.rodriguez",
        "begona.acuna", "ivan.velez", "luzm", "oscar.rios", "yesica92", "hector.suarez", "nico.paez",
        "ximena+compras", "raul.gomez",
    ]

    static let mailDomains: [Word] = ["correo.example", "empresa.example", "ejemplo.example", "mail.example"]
}

/// What people and robots write: quotes, line breaks, slashes, emoji and the vendor's mask among it.
enum Texts {
    static let comments: [Word] = [
        "", "", "", "-", " ", "Cliente pide que lo llamen después de las 5 p. m.",
        "Dice que \"ya pagó\"; se verifica en el sistema", "Señora amable 🙂, acepta la oferta",
        "Primera línea\nSegunda línea\r\nTercera", "Ruta C:\\Clientes\\2026", "Tarifa 50% / mes; IVA incluido",
        "Se deja mensaje con el niño", "Correo: ñandú@correo.example",
    ]

    static let messages: [Word] = [
        "Hola, tu cita es mañana a las 8:00 a. m. Responde SÍ para confirmar ✅",
        "Tu código es 004512. No lo compartas.",
        "¡Feliz cumpleaños! 🎂🎉 Tienes 20% de descuento en https://ejemplo.example/a?b=1&c=2",
        "Estimado cliente:\nSu factura venció ayer.\n\n\"Evite reconexión\"", "Su pedido va en camino 🚚",
        "Recordatorio: pago mínimo $ 45.900", "", "Señor usuario, actualice sus datos\taquí: https://ejemplo.example/ñ",
        "👩‍👩‍👧 Plan familiar: llame al #321", "Gracias por tu compra, ¿nos calificas de 1 a 5?",
    ]

    static let questions: [Word] = [
        "Hola", "quiero hablar con un asesor", "¿Cuánto debo?", "1", "2", "Sí", "no", "📷", "MaskedText",
        "mi cédula es la del titular, \"no\" la mía", "Necesito ayuda\nes urgente!!", "", "gracias 🙏",
    ]

    static let answers: [Word] = [
        "¡Hola! Soy Ñoño, tu asistente virtual 🤖. ¿En qué puedo ayudarte?", "transfer_skill", "MaskedText: ******",
        "Escribe tu número de documento", "Menú:\n1. Ventas\n2. Soporte\n3. Salir", "transfer_skill",
        "No entendí tu respuesta, intenta de nuevo", "Tu saldo es $ 120.500 / mes", "-", "",
    ]
}
