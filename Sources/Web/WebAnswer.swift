import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Answers as bytes, with the headers that every one of them has.
enum WebAnswer {
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = FoundationEssentials.JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return make(status, "application/json", Array(try encoder.encode(value)) + [0x0A])
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        make(.ok, type, Array(text.utf8))
    }

    /// An error in words: the reason and what to do.
    static func problem(_ status: HTTPResponse.Status, _ reason: String, remedy: String = "") -> Response {
        do {
            return try json(["error": reason, "remedy": remedy], status: status)
        } catch {
            return make(status, "text/plain; charset=utf-8", Array("\(reason)\n".utf8))
        }
    }

    private static func make(_ status: HTTPResponse.Status, _ type: String, _ bytes: [UInt8]) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
