/// An operation that is more than strips in and strips out: it asks a bench for what goes in, and gives it what comes
/// out.
///
/// Readings, features, tables, several outputs, several passes, the whole raster: all that a `StripTransform` is not.
/// The room that declares it opens no file, so that a test needs no disk.
package protocol Procedure: Sendable {
    /// The registry's entry.
    static var declaration: Operation { get }

    /// Takes parameters that `Operation.resolve` has checked.
    init(_ settings: Settings) throws(OperationError)

    /// Does it. Each output that the declaration names is given to the bench, except those that do not apply.
    func run(at bench: any Workbench) throws
}
