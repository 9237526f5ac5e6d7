@_spi(Fuzz) import ContractCore

extension FuzzTargets {
    /// What is read straight from the bytes is what libyaml reads, in the input and in a document made by its number.
    static let yaml = FuzzTarget(
        name: "yaml",
        seeds: [
            """
            # A contract.
            contract: things

            rules:
              kept:    # by its name
                level: should
                rule: A thing's name stays; it does not change.
                table: {one: {query: {a: 1}}, "two ${x": {query: {a: [1, 2,]}}}
                steps:
                - call: make
                  with: &one {json: {name: 'it''s', "b":2, c: , d},
                    path: [a, "\\"\\n"]}
                -   - x
                    - http://a:80/?b#c
                - {GET: "/things/${thing.name | upper}", with: *one}
                expect:
                  status: [2xx, 404]
                  json:
                   'a b' : "模块 # 1"
                   é: -1
              empty:
            """,
            "operation: make\nparameters:\n  name: {in: json, length: 1..128, sample: unique}\n  n:\n  - {in: query}\nerrors: [400]",
            "[a: b, {c: d}]", "- &a\n  b: *c\n- |\n  x\n   y\n", "a: b\n  c d\ne: >-\n  f\n", "{\"a\":\"b\",\n\"c\":[{\"d\":null}]}\n",
        ],
        words: YAMLDocuments.pieces
    ) { bytes in
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var documents = YAMLDocuments(number: bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
        _ = try isReadPlainly(documents.next())
        return try isReadPlainly(text)
    }

    private static func isReadPlainly(_ text: String) throws -> Bool {
        guard let plain = FuzzedYAML.plainReading(of: text) else { return false }
        let full = FuzzedYAML.fullReading(of: text)
        guard plain == full else {
            throw BrokenPromise(description: "\(text.debugDescription) reads as\n\(plain)\nand by libyaml as\n\(full ?? "a mistake")")
        }
        return true
    }
}

/// Documents of mostly sound structure, every other one damaged in a few places; the same number makes the same document.
struct YAMLDocuments {
    /// What means something somewhere in YAML, or nearly does.
    static let pieces =
        [
            "\n", "\n ", "\n  ", "\n    ", "\n\n", "\n# c\n", "- ", "-", "- - ", "--", "---", "\n---\n", "\n...\n", "a: ", "b:", "c : ",
            ": ", ":",
            " :", "::", "'q'", "'it''s'", "'", "\"", "\"d\"", "\"\\\"\\n\\/\"", "\"\\x41\"", "\"k\": ", "\"k\":", "'k' : ", "{", "}", "[",
            "]",
            ", ", ",", " ,", "{a: 1}", "{a:1}", "{a: }", "{a:}", "{a}", "{a, b}", "{\"a\":1}", "{\"a\" :1}", "[a, ]", "[,]", "[]", "{}",
            "[a b]",
            "[a: b]", "[[a]]", "{a: {b: [c]}}", "{a : b}", "{a :b}", "{a\n: b}", "{a:\n b}", "{a: b\n}", "[a\nb]", "# c", " # c", "#c", "#",
            " ",
            "  ", "\t", "\r\n", "\r", "text", "two words", "a:b", "a :b", "a: - b", "-a", "?a", "? ", ":a", "é", "模 块", "'é'", "\u{85}",
            "\u{A0}",
            "\u{2028}", "\u{2030}", "\u{FEFF}", "\u{FFFE}", "\u{FFFD}", "\u{7F}", "\u{80}", "\u{1}", "\0", "\u{1F600}", "&x ", "&x\n", "&x",
            "*x",
            "*x ", "*x,", "!t ", "!!str ", "| ", "|\n", ">\n", "|-\n  x\n", "%", "%YAML 1.1\n", "@", "`", "1", "-1", "~", "null", "it's",
            "say \"x\"",
            "a#b", "a #b", "http://x/y?z", "${a}", "<string>", "\\", "=", "<<", "<<: *x", ".", "...",
        ] + [String(repeating: "x", count: 990), String(repeating: "y ", count: 20)]

    private var state: UInt64
    private var text = ""
    private static let texts = [
        "a", "b", "c", "d", "text", "two words", "a:b", "it's", "-a", "--", "a#b", "é", "模块", "http://x:1/y?z#a", "<string 1..9>", "'q'",
        "'it''s'", "''", "\"d\"", "\"\"", "\"a\\n\\\"b\"", "\"模: #\"", "\"${a | b}\"", "1.0", "~", "-1", "a, b", "x]", "y{", "x y:z",
        "0x1F", ".5", "...a", "\u{1F600} x",
    ]
    private static let lineEnds = ["", "", "", "", " ", "  ", " # c", "    # é: [", "\n", "\n\n", "\n  # c", "\n# - c", "\n   "]

    init(number: UInt64) {
        state = number
    }

    private mutating func random(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, count)))
    }

    private mutating func isLucky(_ chance: Int) -> Bool { random(chance) == 0 }

    private mutating func one(of texts: [String]) -> String { texts[random(texts.count)] }

    mutating func next() -> String {
        text = isLucky(4) ? "# c\n\n" : ""
        let column = isLucky(8) ? random(4) : 0
        text += String(repeating: " ", count: column)
        if isLucky(8) { flow(3) } else if isLucky(3) { list(column, 3) } else { map(column, 3) }
        if !isLucky(3) { text += "\n" }
        guard isLucky(2) else { return text }
        for _ in 0...random(3) { damage() }
        return text
    }

    private mutating func damage() {
        let scalars = Array(text.unicodeScalars)
        let start = random(scalars.count + 1)
        let end = min(scalars.count, start + (isLucky(2) ? 0 : random(4)))
        var damaged = String.UnicodeScalarView(scalars[..<start])
        damaged.append(contentsOf: isLucky(3) ? "".unicodeScalars : one(of: Self.pieces).unicodeScalars)
        damaged.append(contentsOf: scalars[end...])
        text = String(damaged)
    }

    private mutating func breakLine(_ column: Int) {
        text += (isLucky(400) ? "# c" : one(of: Self.lineEnds)) + "\n" + String(repeating: " ", count: isLucky(400) ? random(6) : column)
    }

    private mutating func map(_ column: Int, _ depth: Int) {
        for number in 0..<1 + random(4) {
            if number > 0 { breakLine(column) }
            key(number)
            if text.last == "'" || text.last == "\"" || !isLucky(8) { text += one(of: ["", "", "", " ", "  "]) }
            text += ":"
            value(column, depth)
        }
    }

    /// A key that seldom stands in the map already.
    private mutating func key(_ number: Int) {
        let name = isLucky(100) ? one(of: Self.texts) : one(of: ["a", "b", "c d", "é", "x-y"])
        switch random(8) {
        case 0: text += "'\(name)\(number)'"
        case 1: text += "\"\(number): \(name)\""
        case 2 where isLucky(20): text += name
        default: text += "\(name)\(number)"
        }
    }

    private mutating func value(_ column: Int, _ depth: Int) {
        if isLucky(10) { return }
        if isLucky(12) { text += one(of: [" &x", " &y-1", "  &x"]) }
        guard depth > 0, isLucky(2) else {
            if isLucky(6) { breakLine(column + 1 + random(4)) } else { text += one(of: [" ", " ", " ", "  ", isLucky(10) ? "" : " "]) }
            return leaf(depth)
        }
        if isLucky(4) {
            breakLine(column)
            return list(column, depth - 1)
        }
        let inner = column + 1 + random(4)
        breakLine(inner)
        if isLucky(2) { list(inner, depth - 1) } else { map(inner, depth - 1) }
    }

    private mutating func leaf(_ depth: Int) {
        if isLucky(6), text.contains("&x ") { text += "*x" } else if isLucky(4) { flow(depth) } else { text += one(of: Self.texts) }
    }

    private mutating func list(_ column: Int, _ depth: Int) {
        for number in 0..<1 + random(3) {
            if number > 0 { breakLine(column) }
            text += "-"
            if isLucky(10) { continue }
            let isNamed = isLucky(12)
            if isNamed { text += one(of: [" &x", " &y-1"]) }
            let inner = column + 1 + 1 + random(2)
            if isLucky(5) || isNamed && !isLucky(4) { breakLine(inner) } else { text += String(repeating: " ", count: inner - column - 1) }
            guard depth > 0, isLucky(2) else {
                leaf(depth)
                continue
            }
            if isLucky(3) { list(inner, depth - 1) } else { map(inner, depth - 1) }
        }
    }

    private mutating func flow(_ depth: Int) {
        let isMap = isLucky(2)
        text += isMap ? "{" : "["
        blank()
        let count = random(4)
        for number in 0..<count {
            if isMap {
                key(number)
                if isLucky(10) { blank() }
                if !isLucky(8) { text += one(of: [":", ": ", ": ", ": ", " : "]) }
            }
            if isLucky(16) { text += "&x " }
            if !isMap || !isLucky(8) { if depth > 0, isLucky(3) { flow(depth - 1) } else { text += one(of: Self.texts.prefix(26) + []) } }
            blank()
            if number + 1 < count || isLucky(8) { text += "," }
            blank()
        }
        text += isMap ? "}" : "]"
    }

    private mutating func blank() {
        if isLucky(3) {
            text += one(of: [" ", " ", "  ", isLucky(3) ? "\n" : "", isLucky(3) ? "\n      " : " ", isLucky(6) ? " # c\n " : " "])
        }
    }
}
