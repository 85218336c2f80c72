extension FaultKind {
    /// A single row without a list around it.
    static let loneObject = FaultKind(name: "lone_object") { _ in
        { answer in answer.withRows { $0.isLoneObject = true } }
    }
}
