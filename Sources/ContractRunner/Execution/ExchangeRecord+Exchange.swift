import ContractCore

extension ExchangeRecord {
    /// The most bytes of a body that a report keeps.
    static let bodyLimit = 8_192

    /// Cuts an exchange to size for reports.
    init(_ exchange: Exchange, label: String) {
        let response = exchange.response
        self.init(
            label: label, method: exchange.request.method, url: exchange.request.url,
            requestHeaders: HeaderLines(exchange.request.headers.lines + exchange.delegatedLines),
            requestBody: exchange.request.body.map { BodyRecord($0, size: $0.count) }, status: response.status,
            reasonPhrase: response.reason, responseHeaders: response.headers,
            responseBody: BodyRecord(response.body, size: response.bodySize), timings: exchange.timings)
    }

    /// Method, URL, status and times, without the rest.
    var outline: ExchangeRecord {
        ExchangeRecord(label: label, method: method, url: url, status: status, failure: failure, timings: timings)
    }
}

extension BodyRecord {
    /// Cuts content to size: text when it is UTF-8, base64 when it is not.
    init(_ bytes: [UInt8], size: Int) {
        let isText = String(validating: bytes, as: UTF8.self) != nil
        let limit = isText ? ExchangeRecord.bodyLimit : ExchangeRecord.bodyLimit / 4
        let kept = Array(bytes.prefix(limit))
        self.init(
            text: isText ? String(decoding: kept, as: UTF8.self) : Base64.encode(kept), isBase64: !isText, size: size,
            isCut: size > kept.count)
    }
}
