internal import ETL
internal import Foundation

/// Variables of the environment, without blanks at their ends; one that is empty counts as unset.
struct Variables: Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    subscript(name: String) -> String? {
        values[name].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// The key in the environment itself.
struct EnvironmentCredentials: CredentialSource {
    let variables: Variables

    func find() throws -> S3Credentials? {
        let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
        guard let id = variables[names[0]], let secret = variables[names[1]] else {
            let missing = names.filter { variables[$0] == nil }
            guard missing.count == 1 else { return nil }
            throw ETLError.credentials(
                "\(missing[0]) is not set, but \(missing == [names[0]] ? names[1] : names[0]) is",
                "Set both, or neither")
        }
        return S3Credentials(id: id, secret: secret, token: variables["AWS_SESSION_TOKEN"])
    }
}
