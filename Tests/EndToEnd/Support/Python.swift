import Foundation
import TestSupport
import Testing

/// A Python that has DuckDB, as the readers of a lake have it.
enum Python {
    /// Why there is none.
    struct Missing: Error, CustomStringConvertible {
        var reason: String
        var description: String {
            "These tests need Python with duckdb from PyPI: \(reason). "
                + "Set WOLKVOX_ETL_PYTHON to an interpreter that has it."
        }
    }

    /// Runs a script of `Support/Python`.
    static func run(_ script: String, _ words: [String], input: String = "") async throws -> Data {
        let path = PackageFolder.tests.appending(path: "Support/Python/\(script)").path(percentEncoded: false)
        return try await Tool.run(try await interpreter.value, [path] + words, input: input)
    }

    private static let interpreter = Task {
        if let given = ProcessInfo.processInfo.environment["WOLKVOX_ETL_PYTHON"], !given.isEmpty {
            guard await has("duckdb", given) else { throw Missing(reason: "\(given) has no duckdb") }
            return given
        }
        let folder = PackageFolder.root.appending(path: ".build-venv").path(percentEncoded: false)
        let own = "\(folder)/bin/python"
        if await has("duckdb, prometheus_client, openlineage.client", own) { return own }
        do {
            try await Tool.run("python3", ["-m", "venv", folder])
            try await Tool.run(
                own,
                [
                    "-m", "pip", "install", "--quiet", "-r",
                    PackageFolder.root.appending(path: "scripts/requirements.txt").path(percentEncoded: false),
                ])
        } catch {
            throw Missing(reason: "none could be made (\(error))")
        }
        guard await has("duckdb", own) else { throw Missing(reason: "duckdb was installed and cannot be imported") }
        return own
    }

    private static func has(_ module: String, _ interpreter: String) async -> Bool {
        (try? await Tool.run(interpreter, ["-c", "import \(module)"])) != nil
    }
}
