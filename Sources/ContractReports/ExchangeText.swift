import ContractCore

/// An exchange as lines of text in the manner of curl: `>` before what was sent, `<` before what came back.
enum ExchangeText {
    /// One line: what it was for, the method, the URL, what came back and how long it took.
    static func outline(_ exchange: ExchangeRecord) -> String {
        let answer = exchange.status.map { "\($0)" } ?? exchange.failure ?? "no response"
        return "\(exchange.label): \(exchange.method) \(exchange.url) -> \(answer), "
            + Wording.duration(exchange.timings.total)
    }

    /// The whole exchange, each content cut to a number of bytes.
    static func lines(_ exchange: ExchangeRecord, bodyLimit: Int) -> [String] {
        var lines = ["> \(exchange.method) \(exchange.url)"]
        lines += message(exchange.requestHeaders, exchange.requestBody, mark: ">", bodyLimit)
        if let status = exchange.status {
            lines.append("< \(status)\(exchange.reasonPhrase.map { $0.isEmpty ? "" : " \($0)" } ?? "")")
            lines += message(exchange.responseHeaders, exchange.responseBody, mark: "<", bodyLimit)
        }
        if let failure = exchange.failure { lines.append("! \(failure)") }
        lines += signing(exchange)
        if exchange.status == nil, exchange.failure == nil { lines.append("! no response") }
        return lines
    }

    /// What was signed, where that is known.
    static func signing(_ exchange: ExchangeRecord) -> [String] {
        guard let signing = exchange.signing else { return [] }
        return signed("the canonical request", signing.canonicalRequest)
            + signed("the string to sign", signing.stringToSign)
    }

    /// A text that went into a signature, in the manner of curl's remarks.
    private static func signed(_ title: String, _ text: String) -> [String] {
        ["* \(title):"] + split(text).map { "*   \($0)" }
    }

    private static func message(
        _ headers: HeaderLines?, _ body: BodyRecord?, mark: String, _ limit: Int
    ) -> [String] {
        var lines = (headers?.lines ?? []).map { "\(mark) \($0.name): \($0.value)" }
        guard let body, body.size > 0 || !body.text.isEmpty else { return lines }
        lines.append(mark)
        lines += split(Wording.cut(body.text, to: limit)).map { "\(mark) \($0)" }
        if body.isBase64 { lines.append("\(mark) (\(Wording.count(body.size, "byte")) that are not text, in base64)") }
        if body.isCut {
            let digest = body.sha256.map { ", SHA-256 \($0)" } ?? ""
            lines.append("\(mark) (the recorded part of \(Wording.count(body.size, "byte"))\(digest))")
        }
        return lines
    }

    /// The lines of a text, without their ends.
    static func split(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0)) }
    }
}
