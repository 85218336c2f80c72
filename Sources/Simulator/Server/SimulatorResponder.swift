import Hummingbird

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
