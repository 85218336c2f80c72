/// 403 as while the server is backed up. The vendor doesn't publish the text, so a scenario may set its own.
struct Maintenance: Fault {
    static let name = "maintenance"

    private let message: String?

    init(_ settings: FaultSettings) {
        message = settings.text("message", orAlone: true)
    }

    func apply(to answer: inout Answer) {
        var envelope = Refusal.maintenance.envelope(codeIsString: answer.occasion.codeIsString)
        envelope.message = message ?? envelope.message
        answer.send(status: 403, envelope)
    }
}
