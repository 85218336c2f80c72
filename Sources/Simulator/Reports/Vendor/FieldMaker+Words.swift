extension FieldMaker {
    /// The vocabulary of a field, in the spellings that pages and real answers show.
    static func words(_ name: String, _ report: String) -> [Word] {
        switch (report, name) {
        case ("cdr_5", "result"): ["Cancel", "Chanunavail", "CONGESTION", "Busy", "No answer", "Tcpa", "Do not call"]
        case ("campaign_3", "result"): ["ABANDON", "ANSWER", "ANSWER-MACHINE", "busy", "NO-ANSWER", "FAILED"]
        case ("campaign_9", "status"): ["accepted", "delivered", "submitted", "failed"]
        case ("diagram_1", "result"): ["ok", "hung up"]
        case ("diagram_4", "result"): ["abandon", "complete", "incomplete"]
        case ("skill_2", _): ["abandoned", "ABANDON"]
        case ("skill_10", _): ["answered", "ANSWER"]
        case (_, "result"), (_, "call_result"), (_, "machinecode"):
            ["no-answer", "busy", "answer", "answer-machine", "congestion", "abandon", "recall"]
        case (_, "channel"), (_, "chanel"), (_, "nlp_channel"):
            ["whatsapp", "whatsapp official direct", "web", "facebook", "Instagram", "email", "chat-web"]
        case (_, "type_interaction"), (_, "type_call"):
            ["inbound", "outbound_ma", "out_pre", "internal call", "transfer", "ivr-out"]
        case (_, "hang_up"), (_, "hung_up"): ["agent", "customer"]
        case (_, "agent_status"), (_, "aux_state"): ["Ready", "Almuerzo", "Baño", "Capacitación", "ACW"]
        case (_, "type_of_row"): ["PREVIEW", "CALL", "CALL", "TOTAL"]
        case (_, "feeling"): ["Positivo", "Neutral", "Negativo", "-"]
        case (_, "login"), (_, "logout"): ["07:58:12", "2026-10-01 08:00:03", "-", "18:02:59"]
        case (_, "language"): ["es-CO", "es-MX", "en-US"]
        case (_, let name) where name.hasPrefix("q") && name.dropFirst().allSatisfy(\.isNumber):
            ["1", "2", "3", "4", "5", "-", ""]
        case (_, let name) where name.hasPrefix("opt"): ["", "-", "45%20900", "Plan b\u{E1}sico", "0"]
        default: ["s\u{ED}", "no", "-", "", " ", "1", "0", "Categor\u{ED}a \"A\"", "N/A"]
        }
    }
}
