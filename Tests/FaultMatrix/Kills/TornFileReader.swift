import Foundation
import TestSupport
import Testing

/// A reader as a lake has them: it looks for data files and unpacks them, again and again, while somebody writes.
struct TornFileReader {
    private static let script = """
        import glob, gzip, json, sys, time
        looks, torn = 0, []
        while True:
            for path in glob.glob(sys.argv[1] + '/report=*/source=*/day=*/*'):
                try:
                    with open(path, 'rb') as file: content = file.read()
                    if path.endswith('.gz'): content = gzip.decompress(content)
                    for line in content.splitlines() if path.endswith('.gz') else [content]: json.loads(line)
                    if path.endswith('.gz') and not content.endswith(b'\\n'): raise ValueError('no end of line')
                    looks += 1
                except FileNotFoundError: pass
                except Exception as error: torn.append(path + ': ' + repr(error))
            try: open(sys.argv[2]).close()
            except FileNotFoundError: time.sleep(0.005)
            else: break
        print(json.dumps({'looks': looks, 'torn': torn}))
        """

    struct Findings: Decodable {
        /// Files that were read.
        var looks: Int
        /// What was not whole.
        var torn: [String]
    }

    /// Reads what is visible below a folder while a closure runs.
    static func watch(_ folder: String, while body: () async throws -> Void) async throws -> Findings {
        let end = FileManager.default.temporaryDirectory.appending(path: "reader-\(UUID().uuidString)")
        let path = end.path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(at: end) }
        async let printed = Tool.run("python3", ["-c", script, folder, path])
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        try Data().write(to: end)
        let findings = try JSONDecoder().decode(Findings.self, from: try await printed)
        try result.get()
        return findings
    }
}
