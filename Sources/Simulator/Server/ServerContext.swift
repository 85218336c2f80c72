import Hummingbird
import NIOCore

/// What a request comes with: the connection, so that faults can break it.
struct ServerContext: InitializableFromSource, Sendable {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
    }
}
