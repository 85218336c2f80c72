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
