extension String {
    /// With its first letter in upper case.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
