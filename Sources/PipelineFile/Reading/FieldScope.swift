/// The fields that a list may name, and whose they are.
struct FieldScope {
    /// What has them, as a message calls it; nil for all reports of the file.
    let owner: String?
    let fields: [String]

    init(owner: String? = nil, fields: [String]) {
        self.owner = owner
        self.fields = fields
    }
}
