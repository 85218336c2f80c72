internal import Disk
internal import ETL

/// The files that the tools of AWS share: `~/.aws/credentials` and `~/.aws/config`, of which a profile is read.
struct SharedFiles: CredentialSource {
    let variables: Variables

    /// Keys of a profile that lead elsewhere for credentials, and what they are called.
    private static let elsewhere = [
        ("role_arn", "assumes a role"), ("credential_process", "runs a program"), ("sso_session", "signs in by SSO"),
        ("sso_start_url", "signs in by SSO"), ("sso_account_id", "signs in by SSO"),
        ("login_session", "signs in by a browser"), ("credential_source", "assumes a role"),
    ]

    func find() throws -> S3Credentials? {
        let asked = variables["AWS_PROFILE"]
        let profile = asked ?? "default"
        let credentials = try ProfileFile(at: path("AWS_SHARED_CREDENTIALS_FILE", "credentials"))
        let config = try ProfileFile(at: path("AWS_CONFIG_FILE", "config"))
        let secrets = credentials?.section(profile)
        let settings = config?.section("profile \(profile)") ?? (profile == "default" ? config?.section(profile) : nil)
        guard secrets != nil || settings != nil else {
            guard let asked else { return nil }
            throw ETLError.credentials(
                "There is no profile '\(ShownText.short(asked))', which AWS_PROFILE names, in the shared files",
                "Correct AWS_PROFILE, or unset it")
        }
        for (key, words) in Self.elsewhere where secrets?[key] != nil || settings?[key] != nil {
            throw ETLError.credentials(
                "The profile '\(ShownText.short(profile))' \(words) (\(key)), which is not supported",
                "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN to what"
                    + " 'aws configure export-credentials --profile \(ShownText.short(profile))' prints")
        }
        for values in [secrets, settings] {
            guard let values else { continue }
            switch (values["aws_access_key_id"], values["aws_secret_access_key"]) {
            case (let id?, let secret?):
                return S3Credentials(id: id, secret: secret, token: values["aws_session_token"])
            case (nil, nil): continue
            default:
                throw ETLError.credentials(
                    "The profile '\(ShownText.short(profile))' has one of aws_access_key_id and aws_secret_access_key only",
                    "Write both into the shared credentials file")
            }
        }
        guard asked != nil else { return nil }
        throw ETLError.credentials(
            "The profile '\(ShownText.short(profile))', which AWS_PROFILE names, has no keys",
            "Write aws_access_key_id and aws_secret_access_key into it, or unset AWS_PROFILE")
    }

    private func path(_ variable: String, _ name: String) -> String? {
        let home = variables["HOME"]
        guard let path = variables[variable] else { return home.map { "\($0)/.aws/\(name)" } }
        guard path.hasPrefix("~/"), let home else { return path }
        return home + path.dropFirst()
    }
}

/// A file of profiles: sections in brackets, each with keys and values. What is set in beneath a key is its own affair.
struct ProfileFile {
    private var sections: [String: [String: String]] = [:]

    /// Reads a file; nil if it is missing.
    ///
    /// - Throws: `ETLError` if it is there and cannot be read.
    init?(at path: String?) throws(ETLError) {
        guard let path, Files.kind(following: path) != nil else { return nil }
        do throws(Files.Unreadable) {
            self.init(String(decoding: try Files.input(path), as: UTF8.self))
        } catch {
            throw ETLError.credentials(
                "\(ShownText.line(path)) cannot be read: \(error)", "Give the user who runs this the right to read it")
        }
    }

    init(_ text: String) {
        var section: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let isSetIn = line.first == " " || line.first == "\t"
            let words = line.trimmed
            guard let first = words.first, first != "#", first != ";" else { continue }
            if first == "[", !isSetIn {
                let name = words.dropFirst().prefix { $0 != "]" }
                section = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                if let section { sections[section, default: [:]].merge([:]) { old, _ in old } }
            } else if let section, !isSetIn, let sign = words.firstIndex(of: "=") {
                let key = words[..<sign].trimmed.lowercased()
                let value = words[sign...].dropFirst().trimmed
                // A note behind a value begins with a blank; a secret may well have the sign itself.
                let end = [" #", " ;", "\t#", "\t;"].compactMap { value.firstRange(of: $0)?.lowerBound }.min()
                let bare = value[..<(end ?? value.endIndex)].trimmed
                if !bare.isEmpty { sections[section]?[key] = String(bare) }
            }
        }
    }

    /// The keys and values of a section; nil if it is missing.
    func section(_ name: String) -> [String: String]? { sections[name] }
}
