/// The words of a command line that needs no parser: whole options, each with its value, and paths.
///
/// ArgumentParser looks at each type of each option by reflection, which takes longer than reading and running a small
/// suite. Most command lines can do without: every word of theirs is known. For any other, mistakes, abbreviations and
/// questions for help included, there is no value of this type, and the parser has the word.
struct PlainArguments {
    /// What a command knows.
    struct Known {
        /// Options with one value.
        var single: [String] = []
        /// Options with a value that may be repeated.
        var repeated: [String] = []
        /// Options without a value.
        var flags: [String] = []
        /// The letters that stand for some of them.
        var letters: [(letter: Character, name: String)] = []

        /// What two parts of a command know together.
        static func + (left: Known, right: Known) -> Known {
            Known(
                single: left.single + right.single, repeated: left.repeated + right.repeated,
                flags: left.flags + right.flags, letters: left.letters + right.letters)
        }
    }

    /// The words that are no options.
    private(set) var paths: [String] = []
    private var values: [String: [String]] = [:]

    /// Takes the words behind the name of a command in; nil when one of them is not plain.
    init?(_ words: some Sequence<String>, known: Known) {
        var rest = words.makeIterator()
        while let word = rest.next() {
            guard let first = word.utf8.first, word != "help" else { return nil }
            guard first == UInt8(ascii: "-") else {
                paths.append(word)
                continue
            }
            var name: String
            var value: String?
            if word.hasPrefix("--") {
                let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                name = String(parts[0])
                value = parts.count == 2 ? String(parts[1]) : nil
            } else {
                guard word.count == 2, let meant = known.letters.first(where: { $0.letter == word.last }) else {
                    return nil
                }
                name = meant.name
            }
            if known.flags.contains(name) {
                guard value == nil, values[name] == nil else { return nil }
                values[name] = []
                continue
            }
            guard known.repeated.contains(name) || (known.single.contains(name) && values[name] == nil) else {
                return nil
            }
            value = value ?? rest.next().flatMap { $0.utf8.first == UInt8(ascii: "-") ? nil : $0 }
            guard let value, !value.isEmpty else { return nil }
            values[name, default: []].append(value)
        }
    }

    /// The value of an option, nil when it is not given.
    func one(_ name: String) -> String? { values[name]?.last }

    /// The values of an option that may be repeated.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// Whether a flag is given.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// The number of an option, its default when it is not given, nil when it is none.
    func number<Number: FixedWidthInteger>(_ name: String, default usual: Number) -> Number? {
        guard let text = one(name) else { return usual }
        return Number(text)
    }
}

/// A command, or a part of one, that can be made of plain words.
protocol PlainlyMade {
    /// What it knows.
    static var plainOptions: PlainArguments.Known { get }
    /// Makes it; nil when a value is not what it should be.
    init?(plain arguments: PlainArguments)
}

extension PlainlyMade {
    /// Makes it of the words behind its name; nil when the parser has to look at them.
    init?(words: some Sequence<String>) {
        guard let arguments = PlainArguments(words, known: Self.plainOptions) else { return nil }
        self.init(plain: arguments)
    }
}
