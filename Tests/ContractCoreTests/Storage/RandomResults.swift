@testable import ContractCore

/// Results with anything in them: texts of all kinds and sizes, numbers at their limits, what is there and what is not.
struct RandomResults {
    var generator: SeededGenerator
    private static let odd: [String] = [
        "", " ", "\u{0}", "a\u{301}", "\u{E1}", "\u{212B}", "\u{C5}", "\r\n", "😀", "\u{FFFD}", "\u{10FFFF}", "step 1", "GET",
    ]
    private static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.1, 1e-300, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 0.000_123,
    ]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func chance(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }

    mutating func number() -> Int {
        [0, 1, -1, 63, 64, 127, 128, 200, .max, .min].randomElement(using: &generator) ?? 0
    }

    mutating func double() -> Double {
        chance(2) ? Double.random(in: -10...10, using: &generator) : Self.numbers.randomElement(using: &generator) ?? 0
    }

    mutating func text() -> String {
        if chance(400) { return String(repeating: "a long text, ", count: Int.random(in: 1_000...9_000, using: &generator)) }
        if chance(2) { return Self.odd.randomElement(using: &generator) ?? "" }
        return String((0..<Int.random(in: 1...60, using: &generator)).map { _ in "abc/-é".randomElement(using: &generator) ?? "x" })
    }

    mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? { chance(2) ? make(&self) : nil }

    mutating func some<Value>(_ make: (inout Self) -> Value) -> [Value] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in make(&self) }
    }

    mutating func word<Word: CaseIterable>(_ type: Word.Type) -> Word {
        Array(Word.allCases).randomElement(using: &generator) ?? Word.allCases[Word.allCases.startIndex]
    }

    mutating func result() -> CaseResult {
        CaseResult(
            rule: text(), row: maybe { $0.text() }, verdict: word(Verdict.self), disposition: word(Disposition.self),
            reason: maybe { $0.text() }, code: maybe { $0.text() }, remarks: some { $0.text() }, observations: number(),
            findings: some { $0.finding() }, exchanges: some { $0.exchange() }, file: text(), line: number(), start: double(),
            seconds: double(), attempts: maybe { $0.some { $0.attempt() } })
    }

    mutating func rule() -> PlannedRule {
        PlannedRule(
            id: text(), level: word(Level.self), text: text(), source: maybe { $0.text() }, section: maybe { $0.text() },
            contract: text(), group: text(),
            location: Location(file: text(), line: Int.random(in: 0...70_000, using: &generator), column: 7),
            contractFile: text(), revision: text(), tags: some { $0.text() }, untested: maybe { $0.text() })
    }

    private mutating func finding() -> Finding {
        Finding(
            outcome: word(Finding.Outcome.self), assertion: text(), step: text(), place: text(), expected: text(),
            actual: text(), file: text(), line: number())
    }

    private mutating func attempt() -> Attempt {
        Attempt(verdict: word(Verdict.self), reason: maybe { $0.text() }, code: maybe { $0.text() }, seconds: double())
    }

    private mutating func exchange() -> ExchangeRecord {
        let timings = TransferTimings(
            nameLookup: double(), connect: double(), tls: double(), firstByte: double(), total: double())
        guard chance(2) else {
            return ExchangeRecord(
                label: text(), method: text(), url: text(), status: maybe { $0.number() }, timings: timings)
        }
        return ExchangeRecord(
            label: text(), method: text(), url: text(), requestHeaders: maybe { $0.headers() },
            requestBody: maybe { $0.body() }, status: maybe { $0.number() }, reasonPhrase: maybe { $0.text() },
            responseHeaders: maybe { $0.headers() }, responseBody: maybe { $0.body() }, failure: maybe { $0.text() },
            timings: timings, curl: maybe { $0.text() },
            signing: maybe { SigningRecord(canonicalRequest: $0.text(), stringToSign: $0.text()) })
    }

    private mutating func headers() -> HeaderLines { HeaderLines(some { HeaderLine(name: $0.text(), value: $0.text()) }) }

    private mutating func body() -> BodyRecord {
        BodyRecord(text: text(), isBase64: chance(2), size: number(), isCut: chance(2), sha256: maybe { $0.text() })
    }
}
