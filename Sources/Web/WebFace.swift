import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The HTTP face: health, metrics, and campaigns, drops and runs as JSON. It only reads.
///
/// Everything about a request is bounded: connections at once, header bytes, the path, idle time; bodies are not read.
package struct WebFace: Service {
    /// Connections at once over all listeners; the next ones wait in the socket's own queue.
    private static let connections = 64
    private static let idleSeconds: Int64 = 30

    private let listeners: [Listener]
    private let routes: WebRoutes
    private let logger: Logger

    package init(listeners: [Listener], source: any WebSource, hosts: HostRule, access: AccessRule, logger: Logger) {
        self.listeners = listeners
        self.routes = WebRoutes(source: source, hosts: hosts, access: access)
        self.logger = logger
    }

    /// Serves until the process is told to end; a listener that cannot be opened ends it with its reason.
    package func run() async throws {
        let channel = HTTP1Channel(
            responder: responder(),
            configuration: .init(
                idleTimeout: .seconds(Self.idleSeconds),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64)))
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for listener in listeners {
                    group.addTask { try await serve(listener, with: channel) }
                }
                try await group.waitForAll()
            }
        }
    }

    private func serve(_ listener: Listener, with http: HTTP1Channel) async throws {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
        let logger = logger
        let setup: @Sendable (any Channel) -> EventLoopFuture<HTTP1Channel.Value> = {
            http.setup(channel: $0, logger: logger)
        }
        let server =
            switch listener {
            case .inherited(let descriptor):
                try await bootstrap.bind(descriptor, childChannelInitializer: setup)
            case .tcp(let host, let port):
                try await bootstrap.bind(host: host, port: port, childChannelInitializer: setup)
            case .unix(let path):
                try await bootstrap.bind(
                    unixDomainSocketPath: path, cleanupExistingSocketFile: true, childChannelInitializer: setup)
            }
        do {
            try await server.executeThenClose { inbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    var open = 0
                    for try await connection in inbound {
                        group.addTask { await http.handle(value: connection, logger: logger) }
                        open += 1
                        if open >= Self.connections {
                            try await group.next()
                            open -= 1
                        }
                    }
                    group.cancelAll()
                }
            }
        } catch is CancellationError {
            return
        }
    }

    private func responder() -> HTTPChannelHandler.Responder {
        let responder = routes.router().buildResponder()
        let (routes, logger) = (routes, logger)
        return { request, writer, channel in
            let response: Response
            if let refusal = routes.refusal(of: request) {
                response = refusal
            } else {
                let context = BasicRequestContext(
                    source: ApplicationRequestContextSource(channel: channel, logger: logger))
                do {
                    response = try await responder.respond(to: request, context: context)
                } catch let error as any HTTPResponseError {
                    response = WebAnswer.problem(error.status, error.status.reasonPhrase)
                } catch {
                    logger.error("a request failed: \(error)")
                    response = WebAnswer.problem(
                        .internalServerError, "the daemon could not answer", remedy: "see its log")
                }
            }
            try await writer.write(response: response.head, body: response.body)
        }
    }
}
