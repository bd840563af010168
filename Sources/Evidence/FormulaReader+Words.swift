extension FormulaReader {
    /// Cuts a text into numbers, names and signs.
    static func words(of text: String) throws(Formula.Fault) -> [Word] {
        let letters = Array(text)
        guard letters.count <= longest else {
            throw Formula.Fault(
                position: longest, reason: "it is longer than \(longest) characters",
                remedy: "write it in several expressions")
        }
        var words: [Word] = []
        var index = 0
        while index < letters.count {
            let start = index
            let letter = letters[index]
            if letter.isWhitespace {
                index += 1
            } else if isDigit(letter) || letter == "." {
                words.append(Word(kind: .number(try number(letters, &index)), position: start + 1))
            } else if isLetter(letter) {
                while index < letters.count, isLetter(letters[index]) || isDigit(letters[index]) { index += 1 }
                words.append(Word(kind: .name(String(letters[start..<index])), position: start + 1))
            } else if letter == "\"" || letter == "'" {
                index += 1
                while index < letters.count, letters[index] != letter { index += 1 }
                guard index < letters.count else {
                    throw Formula.Fault(
                        position: start + 1, reason: "a name has no closing \(letter)",
                        remedy: "write \(letter) after it")
                }
                words.append(Word(kind: .quoted(String(letters[(start + 1)..<index])), position: start + 1))
                index += 1
            } else {
                words.append(Word(kind: .sign(try sign(letters, &index)), position: start + 1))
            }
        }
        words.append(Word(kind: .end, position: letters.count + 1))
        return words
    }

    private static func isDigit(_ letter: Character) -> Bool { letter >= "0" && letter <= "9" }
    private static func isLetter(_ letter: Character) -> Bool { letter.isLetter || letter == "_" }

    private static func number(_ letters: [Character], _ index: inout Int) throws(Formula.Fault) -> Double {
        let start = index
        func skipDigits() { while index < letters.count, isDigit(letters[index]) { index += 1 } }
        skipDigits()
        if index < letters.count, letters[index] == "." {
            index += 1
            skipDigits()
        }
        if index + 1 < letters.count, letters[index] == "e" || letters[index] == "E" {
            let isSigned = letters[index + 1] == "-" || letters[index + 1] == "+"
            let first = index + (isSigned ? 2 : 1)
            if first < letters.count, isDigit(letters[first]) {
                index = first
                skipDigits()
            }
        }
        let text = String(letters[start..<index])
        guard let number = Double(text), number.isFinite else {
            throw Formula.Fault(
                position: start + 1, reason: "'\(text.prefix(40))' is no number",
                remedy: "write one such as 0.5 or 1e-3")
        }
        return number
    }

    private static func sign(_ letters: [Character], _ index: inout Int) throws(Formula.Fault) -> String {
        let first = String(letters[index])
        let pair = index + 1 < letters.count ? first + String(letters[index + 1]) : first
        if ["<=", ">=", "==", "!="].contains(pair) {
            index += 2
            return pair
        }
        if ["+", "-", "*", "/", "^", "(", ")", ",", "<", ">"].contains(first) {
            index += 1
            return first
        }
        let remedy = first == "=" ? "write '==' to compare" : "use + - * / ^ < <= > >= == != ( ) and ,"
        throw Formula.Fault(position: index + 1, reason: "'\(first)' has no meaning here", remedy: remedy)
    }
}
