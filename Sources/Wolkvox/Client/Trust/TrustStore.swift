internal import Disk
internal import ETL
internal import NIOSSL

/// The authorities that servers' certificates are checked against.
struct TrustStore: Equatable {
    /// Files in PEM, and folders of such under hashed names; nil leaves it to the system.
    let places: [String]?

    /// Where a system keeps its authorities.
    struct System: Sendable {
        var files: [String]
        var folders: [String]

        /// This machine's: the places that Linux distributions use; nil where a service of the system checks certificates.
        static var current: System? {
            #if os(Linux)
            System(
                files: [
                    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
                ], folders: ["/etc/ssl/certs"])
            #else
            nil
            #endif
        }
    }

    /// The authorities of one file.
    ///
    /// - Throws: ``TransportError`` if the file cannot be read or holds no certificate.
    init(file: String) throws(TransportError) {
        try Self.check(file, named: "ca_file")
        places = [file]
    }

    /// The authorities of this machine, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` (several, with colons between
    /// them) name in their place.
    ///
    /// - Throws: ``TransportError`` if there are none, or if a variable names what is not there.
    init(environment: [String: String], system: System?) throws(TransportError) {
        let file = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let folders = environment["SSL_CERT_DIR"]?.split(separator: ":").map(String.init) ?? []
        if let file { try Self.check(file, named: "SSL_CERT_FILE") }
        for folder in folders where !Files.isDirectory(folder) {
            throw TransportError(
                .untrusted, "cannot be verified: SSL_CERT_DIR names \(folder), which is not a folder",
                advice: "Correct the variable, or unset it to use the certificates of this machine.")
        }
        if file != nil || !folders.isEmpty {
            places = (file.map { [$0] } ?? []) + folders
        } else if let system {
            let isUsable = { Files.isDirectory($0) && !Self.certificates(in: $0).isEmpty }
            guard
                let place = system.files.first(where: { Files.isReadable($0) })
                    ?? system.folders.first(where: isUsable)
            else {
                throw TransportError(
                    .untrusted, "cannot be verified: this machine has no trusted certificate authorities",
                    advice: "Install the package ca-certificates, or name a file with authorities in SSL_CERT_FILE or"
                        + " the source's ca_file.")
            }
            places = [place]
        } else {
            places = nil
        }
    }

    /// What the TLS library is told. It takes one path; what else there is, is read here.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        guard let places, let first = places.first else { return configuration }
        configuration.trustRoots = .file(first)
        let more = places.dropFirst().flatMap { folder in
            Self.certificates(in: folder).flatMap { (try? NIOSSLCertificate.fromPEMFile($0)) ?? [] }
        }
        if !more.isEmpty { configuration.additionalTrustRoots = [.certificates(more)] }
        return configuration
    }

    private static func check(_ file: String, named name: String) throws(TransportError) {
        let advice = "Correct \(name): it is the path of a file with certificates in PEM."
        guard let bytes = try? Files.input(file) else {
            throw TransportError(
                .untrusted, "cannot be verified: \(name) names \(file), which cannot be read", advice: advice)
        }
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
            throw TransportError(
                .untrusted, "cannot be verified: \(file), named by \(name), has no certificates in PEM", advice: advice)
        }
    }

    /// The files of a folder that have hashed names, which are those that the TLS library looks up.
    private static func certificates(in folder: String) -> [String] {
        let names = (try? Files.names(in: folder)) ?? []
        return names.filter { name in
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 2 && parts[0].count == 8 && parts[0].allSatisfy(\.isHexDigit) && Int(parts[1]) != nil
        }.map { "\(folder)/\($0)" }
    }
}

extension SourceSettings {
    /// Checks that a file of authorities can be used.
    ///
    /// - Returns: what is wrong with it, as the part of a sentence after its path, or nil.
    package static func mistake(inAuthorities file: String) -> String? {
        guard (try? Files.input(file)) != nil else { return "cannot be read" }
        do throws(TransportError) {
            _ = try TrustStore(file: file)
            return nil
        } catch {
            return "has no certificates in PEM"
        }
    }
}
