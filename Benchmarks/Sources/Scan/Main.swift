import Harness

@main
enum Main {
    static func main() async throws { try await StageBenchmark.run([.scan]) }
}
