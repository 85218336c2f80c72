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
