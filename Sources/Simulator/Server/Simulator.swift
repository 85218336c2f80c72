import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A local server that answers as the wolkvox Reports Manager API does, over rows made from a seed. The same seed and second
/// have the same rows, whatever windows are asked.
package final class Simulator: Sendable {
    private let configuration: SimulatorConfiguration
    private let desk: APIDesk
    private let inspection: Inspection

    /// Everything that was asked.
    package let log: RequestLog

    /// - Throws: ``SimulatorError`` for a time zone or a report that doesn't exist.
    package init(configuration: SimulatorConfiguration) throws {
        let catalogue = try ReportCatalogue(configuration: configuration)
        let log = RequestLog()
        self.configuration = configuration
        self.log = log
        desk = APIDesk(configuration: configuration, catalogue: catalogue, log: log)
        inspection = Inspection(catalogue: catalogue, log: log, now: configuration.now)
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameter onReady: Called with the port when the server listens.
    /// - Throws: ``SimulatorError/portInUse(_:)``, or what the system says against listening.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        var logger = Logger(label: "simulator")
        logger.logLevel = .critical
        let application = Application(
            responder: SimulatorResponder(desk: desk, inspection: inspection),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: configuration.port), serverName: "Apache"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
        do {
            try await application.run()
        } catch is CancellationError {
            return
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw SimulatorError.portInUse(configuration.port)
        }
    }

    /// What the server would send for a day in whole.
    ///
    /// - Parameters:
    ///   - api: A report's name.
    ///   - day: `YYYY-MM-DD`.
    ///   - campaign: A campaign's number or `all`, where the report takes one.
    /// - Returns: Nil if there is no such report or day, or a campaign is missing.
    package func truth(api: String, day: String, campaign: String? = nil) -> Truth? {
        inspection.truth(["api": api, "day": day, "campaign_id": campaign ?? ""])
    }
}

/// What a request comes with: the connection, so that faults can break it.
struct ServerContext: InitializableFromSource, Sendable {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
    }
}

/// Sends requests to the API or to the simulator's own paths.
struct SimulatorResponder: HTTPResponder {
    let desk: APIDesk
    let inspection: Inspection

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        let pairs = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        let parameters = Dictionary(pairs, uniquingKeysWith: { _, last in last })
        switch request.uri.path {
        case "/api/v2/reports_manager.php", "/api/v2/information.php":
            return try await desk.respond(to: request, parameters: parameters, context: context)
        default:
            return inspection.respond(path: request.uri.path, parameters: parameters)
        }
    }
}

extension HTTPField.Name {
    /// The header that carries the token.
    static let wolkvoxToken = HTTPField.Name("wolkvox-token") ?? .authorization
}
