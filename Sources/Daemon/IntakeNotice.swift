package import Journal

/// What the intake tells whoever keeps the log and the figures.
package enum IntakeNotice: Sendable {
    case verdict(DropRecord)
    /// A drop waits for parts of it that did not come.
    case incomplete(name: String, missing: String)
    /// Something could not be done by the machine's fault and is tried again.
    case trouble(name: String, reason: String)
    /// A worker died over a drop.
    case readerDied(name: String, sha: String, reason: String)
    /// A worker may take up to so long from now: what the watchdog must know.
    case examining(name: String)
}
