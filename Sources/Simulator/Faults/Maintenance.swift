extension FaultKind {
    /// 403 as while the server is backed up. The vendor doesn't publish the text, so a scenario may set its own.
    static let maintenance = FaultKind(name: "maintenance") { settings in
        let message = settings.text("message", orAlone: true)
        return { answer in
            var envelope = Refusal.maintenance.envelope(codeIsString: answer.occasion.codeIsString)
            envelope.message = message ?? envelope.message
            answer.send(status: 403, envelope)
        }
    }
}
