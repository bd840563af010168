import Glibc
import Logging
import Store
import SystemPackage
import Web

/// The secrets that the service manager hands over as files (systemd's LoadCredential).
enum Credentials {
    private static let limit = 1 << 16

    /// The tokens that the HTTP face asks for: the credential `api-tokens`; without it none are asked for.
    static func access(_ logger: Logger) throws -> AccessRule {
        guard let folder = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }) else { return AccessRule() }
        let path = FilePath(folder).appending("api-tokens")
        let files = FileSystem.real
        guard try files.statusIfPresent(path) != nil else { return AccessRule() }
        let bytes = try files.contents(of: path, atMost: limit)
        let rule = AccessRule(text: String(decoding: bytes, as: UTF8.self))
        if rule.weak > 0 {
            logger.warning(
                "\(rule.weak) of the API's tokens are shorter than \(AccessRule.shortest) characters: ignored")
        }
        return rule
    }
}
