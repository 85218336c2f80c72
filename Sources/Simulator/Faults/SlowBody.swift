extension FaultKind {
    /// A body that trickles.
    static let slowBody = FaultKind(name: "slow_body") { settings in
        let bytesPerSecond = settings.count("bytes_per_second", orAlone: true) ?? 10_000
        return { $0.wire.bytesPerSecond = bytesPerSecond }
    }
}
