/// A field that a filter makes of the whole: its response, and what it keeps of the plane that was taken off before.
package struct SpectralPart: Sendable {
    /// What comes back of the plane a + b x + c y.
    package enum Kept: Sendable {
        case nothing, plane
        /// b and c, as a derivative leaves them.
        case eastSlope, northSlope
    }

    package var response: any SpectralResponse
    package var kept: Kept

    package init(_ response: any SpectralResponse, keeping kept: Kept = .nothing) {
        self.response = response
        self.kept = kept
    }
}
