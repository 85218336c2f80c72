extension SampleReport {
    /// The five reports that the program began with.
    public static let founding = [cdr1, cdr3, cdr6, diagram9, campaign7]

    /// Calls.
    public static let cdr1 = SampleReport(
        name: "cdr_1",
        fields: [
            ("agent_name", .mostly(70, .oneOf(agents), .oneOf([""]))), ("date", .time),
            ("destiny", .oneOf(["México Móvil", #"España \/ Móvil"#, "Medellín Fijo", "Bogotá Fijo", "-"])),
            ("telephone", .number(3_000_000_000...3_299_999_999, prefix: "9157")), ("cost", .cost(0...9999)),
            ("time_seg", .number(0...1800)), ("time_min", .number(0...30)), ("cod_act", .oneOf(codes)),
            ("description_cod_act", .oneOf(descriptions)), ("cod_act_2", .mostly(60, .oneOf([""]), .oneOf(codes))),
            ("description_cod_act_2", .mostly(60, .oneOf([""]), .oneOf(descriptions))),
            ("type_interaction", .oneOf(["inbound", "outbound_ma", "outbound_pr", "transfer"])),
            ("customer_id", .mostly(70, .number(10_000_000...1_099_999_999), .oneOf(["", "0035g00000dmbUfaVB"]))),
            ("hang_up", .oneOf(["customer", "agent"])),
            ("campaign_id", .oneOf(["0", "10001", "10018", "10029"])), ("conn_id", .place(prefix: "ivr.1790000000.")),
            ("skill_id", .oneOf(["101", "103", "206", ""])),
            ("skill_name", .oneOf(["Cobranza Bogotá", "Citas médicas", "Soporte nivel 2", ""])),
            ("agent_id", .number(1...999, digits: 4)), ("comment", .mostly(60, .oneOf([""]), .oneOf(comments))),
        ])

    /// Messages.
    static let cdr3 = SampleReport(
        name: "cdr_3",
        fields: [
            ("agent_id", .mostly(40, .number(1...999, digits: 4), .oneOf(["-"]))),
            ("agent_name", .mostly(40, .oneOf(agents), .oneOf([""]))), ("date", .time),
            ("destiny", .oneOf(["Colombia - Claro", "Colombia - Movistar", "México", "-"])),
            ("telephone", .number(3_000_000_000...3_299_999_999, prefix: "57")), ("message", .oneOf(messages)),
            ("channel", .oneOf(["SMS", "WhatsApp", "Whatsapp_whatsapp_573001112233"])),
            ("customer_id", .number(10_000_000...1_099_999_999)),
            ("conn_id", .mostly(90, .number(5_000_000_000_000...5_099_999_999_999), .oneOf(["0"]))),
        ])

    /// Results, counted.
    static let cdr6 = SampleReport(
        name: "cdr_6",
        fields: [
            ("result", .oneOf(["NOANSWER", "BUSY", "CANCEL", "CONGESTION", "CHANUNAVAIL", "ANSWER"])),
            ("count", .number(0...9999)),
        ])

    /// Conversations with a routing point.
    static let diagram9 = SampleReport(
        name: "diagram_9",
        fields: [
            ("session_id", .number(3_000_000_000...3_299_999_999, prefix: "57")),
            ("channel", .oneOf(["crm+webhook", "whatsapp official direct", "web chat"])),
            ("rp_id", .number(300...310, digits: 4)), ("date", .time), ("customer_name", .oneOf(agents)),
            ("customer_email", .oneOf(["-", "", "raul.gomez@ejemplo.example"])),
            ("customer_phone", .mostly(50, .number(573_000_000_000...573_299_999_999), .oneOf([""]))),
            (
                "customer_query",
                .oneOf(["1", "2", #"gracias \ud83d\ude4f"#, "📷", "MaskedText", "quiero hablar con alguien"])
            ),
            ("routing_answer", .oneOf(messages)),
            ("customer_id", .mostly(80, .number(10_000_000...1_099_999_999), .oneOf(["0"]))),
            ("conn_id", .number(2_000_000_000...2_099_999_999)),
        ])

    /// Detections of answering machines.
    static let campaign7 = SampleReport(
        name: "campaign_7",
        fields: [
            ("customer_id", .number(10_000_000...1_099_999_999, digits: 10)),
            ("campaign_id", .oneOf(["10001", "10018-", "10007-Campaña Año Nuevo", "10029"])),
            ("file_name", .oneOf(["", "-", "amd_cobranza_01", "20260102093015_audio"])),
            ("telephone", .number(3_000_000_000...3_299_999_999, prefix: "9157")),
            ("result", .oneOf(["MACHINE", "HUMAN", "machine", "human"])), ("date", .time),
        ])

    private static let agents = [
        "Luz Marina Castañeda Martínez", "Óscar Peña Muñoz", "Iván Quiñones Avendaño", "Begoña Agüero D'Achiardi",
        "Ximena Vélez Sánchez", "Nicolás Quiñones Londoño", "Ana Ruiz",
    ]
    private static let codes = ["202", "NO_INT", "015", "101", "VENTA"]
    private static let descriptions = [
        #"Actualización de datos \"sí autoriza\""#, "No interesado", "Segunda línea", "Venta efectiva",
        "Volver a llamar",
    ]
    private static let comments = [
        "Cliente pide que lo llamen después de las 5 p. m.", #"Se confirma dirección:\nCalle 10 # 20-30"#,
        "No contesta, se deja mensaje", "Envía comprobante por correo, pendiente de validar con el área de cartera",
    ]
    private static let messages = [
        #"Señor usuario, actualice sus datos\taquí: https:\/\/ejemplo.example\/ñ"#, "👩‍👩‍👧 Plan familiar: llame al #321",
        "Gracias por tu compra, ¿nos calificas de 1 a 5?", "Tu código es 004512. No lo compartas.",
        #"Tu saldo es $ 120.500 \/ mes"#, "transfer_skill",
    ]
}
