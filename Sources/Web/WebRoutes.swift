import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The paths that are answered, and what is refused before a path is looked at.
struct WebRoutes: Sendable {
    /// A longer path and query is refused.
    static let longestTarget = 2048
    /// No answer lists more.
    static let longestList = 1000

    private let source: any WebSource
    private let hosts: HostRule
    private let access: AccessRule

    init(source: any WebSource, hosts: HostRule, access: AccessRule) {
        self.source = source
        self.hosts = hosts
        self.access = access
    }

    /// Why a request is not even routed; `nil` where it is.
    func refusal(of request: Request) -> Response? {
        guard hosts.allows(request.head.authority) else {
            return WebAnswer.problem(
                .misdirectedRequest, "this server has another name", remedy: "add it to web_hosts in gossan.yaml")
        }
        guard request.method == .get || request.method == .head else {
            return WebAnswer.problem(.methodNotAllowed, "only GET and HEAD are answered")
        }
        guard (request.head.path ?? "").utf8.count <= Self.longestTarget else {
            return WebAnswer.problem(.uriTooLong, "the path is longer than \(Self.longestTarget) bytes")
        }
        guard access.allows(request.headers[.authorization], path: request.uri.path) else {
            return WebAnswer.problem(
                .unauthorized, "this needs a token",
                remedy: "send 'Authorization: Bearer' and one of the server's tokens")
        }
        return nil
    }

    /// The router of all paths.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: [.autoGenerateHeadEndpoints])
        let source = source
        router.get("/health") { _, _ in
            let health = await source.health()
            return try WebAnswer.json(health, status: health.isHealthy ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in
            WebAnswer.text(Metric.text(of: await source.metrics()), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("/api/v1/campaigns") { _, _ in try WebAnswer.json(await source.campaigns()) }
        router.get("/api/v1/campaigns/:campaign/drops") { request, context in
            try await list(request, context) { try await source.drops(of: $0, limit: $1) }
        }
        router.get("/api/v1/campaigns/:campaign/runs") { request, context in
            try await list(request, context) { try await source.runs(of: $0, limit: $1) }
        }
        return router
    }

    private func list(
        _ request: Request, _ context: BasicRequestContext, _ found: (String, Int) async throws -> (some Encodable)?
    ) async throws -> Response {
        var limit = 100
        if let text = request.uri.queryParameters["limit"] {
            guard let number = Int(text), (1...Self.longestList).contains(number) else {
                return WebAnswer.problem(.badRequest, "limit is a number from 1 to \(Self.longestList)")
            }
            limit = number
        }
        guard let name = context.parameters.get("campaign"), let answer = try await found(name, limit) else {
            return WebAnswer.problem(.notFound, "there is no such campaign", remedy: "see /api/v1/campaigns")
        }
        return try WebAnswer.json(answer)
    }
}
