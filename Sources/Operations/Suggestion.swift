/// "did you mean ...", or the whole list where nothing is near.
package func suggestion(for word: String, among known: [String]) -> String {
    guard let near = nearest(to: word, among: known) else {
        return "write one of " + known.sorted().joined(separator: ", ")
    }
    return "did you mean '\(near)'?"
}

/// The known word that differs least from `word`, `nil` where all differ by more than a third of its letters.
package func nearest(to word: String, among known: [String]) -> String? {
    let ranked = known.map { (distance: editDistance(Array(word.lowercased()), Array($0.lowercased())), word: $0) }
        .sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
    guard let best = ranked.first, best.distance <= max(2, word.count / 3) else { return nil }
    return best.word
}

/// Levenshtein (1966): insertions, deletions and replacements that turn one word into the other.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var previous = Array(0...b.count)
    for (i, letter) in a.enumerated() {
        var current = [i + 1]
        for (j, other) in b.enumerated() {
            current.append(min(previous[j] + (letter == other ? 0 : 1), previous[j + 1] + 1, current[j] + 1))
        }
        previous = current
    }
    return previous[b.count]
}
