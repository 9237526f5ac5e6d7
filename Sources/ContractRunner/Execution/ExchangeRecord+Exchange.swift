import ContractCore
import Crypto

extension ExchangeRecord {
    /// The most bytes of a body that a report keeps.
    static let bodyLimit = 8_192
    /// The most bytes of header lines that a report keeps of one message.
    static let headerLimit = 16_384

    /// Cuts an exchange to size for reports.
    init(_ exchange: Exchange, label: String) {
        let response = exchange.response
        self.init(
            label: label, method: exchange.request.method, url: exchange.request.url,
            requestHeaders: HeaderLines(exchange.request.headers.lines + exchange.delegatedLines),
            requestBody: exchange.request.body.map { BodyRecord($0, size: $0.count, digest: nil) },
            status: response.status,
            reasonPhrase: String(response.reason.prefix(1_000)),
            responseHeaders: response.headers.cut(to: Self.headerLimit),
            responseBody: BodyRecord(response.body, size: response.bodySize, digest: response.bodyDigest),
            timings: exchange.timings)
    }

    /// Method, URL, status and times of an exchange.
    init(outlineOf exchange: Exchange, label: String) {
        self.init(
            label: label, method: exchange.request.method, url: exchange.request.url, status: exchange.response.status,
            timings: exchange.timings)
    }

    /// Method, URL, status and times, without the rest.
    var outline: ExchangeRecord {
        guard failure != nil else {
            return ExchangeRecord(label: label, method: method, url: url, status: status, timings: timings)
        }
        return ExchangeRecord(
            label: label, method: method, url: url, status: status, failure: failure, timings: timings)
    }

    /// About how many bytes the record holds.
    var weight: Int {
        let headers = (requestHeaders?.lines ?? []) + (responseHeaders?.lines ?? [])
        return headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } + (requestBody?.text.utf8.count ?? 0)
            + (responseBody?.text.utf8.count ?? 0) + (curl?.utf8.count ?? 0) + url.utf8.count + 200
    }
}

/// How much evidence is kept, so that no target can fill the memory with answers that are wrong.
enum Evidence {
    /// The most that the exchanges of one case hold, in bytes.
    static let caseLimit = 256 << 10
    /// The most that the exchanges of all cases of a run hold, in bytes; beyond it cases keep outlines.
    static let runLimit = 8 << 20

    /// The exchanges with the whole of the first and the last, as many as the limit allows, and outlines of those between.
    static func cut(_ exchanges: [ExchangeRecord], to limit: Int) -> [ExchangeRecord] {
        var room = limit - exchanges.reduce(0) { $0 + $1.weight }
        guard room < 0 else { return exchanges }
        var result = exchanges
        // The exchange that was judged is the last that is no cleanup; the one before it often explains it.
        let decisive = exchanges.lastIndex { $0.label != cleanupLabel } ?? 0
        let order = exchanges.indices.sorted { abs($0 - decisive) > abs($1 - decisive) }
        for index in order where room < 0 {
            let outline = exchanges[index].outline
            room += exchanges[index].weight - outline.weight
            result[index] = outline
        }
        return result
    }

    /// The label of exchanges that remove what a case made.
    static let cleanupLabel = "cleanup"
}

extension HeaderLines {
    /// The first lines, as many as have room in a number of bytes, and a line that tells how many are left out.
    func cut(to limit: Int) -> HeaderLines {
        var room = limit
        let lines = lines
        var kept: [HeaderLine] = []
        for line in lines {
            room -= line.name.utf8.count + line.value.utf8.count + 4
            guard room >= 0 else { break }
            kept.append(line)
        }
        guard kept.count < lines.count else { return self }
        return HeaderLines(
            kept + [
                HeaderLine(name: "...", value: "\(lines.count - kept.count) of \(lines.count) header lines left out")
            ])
    }
}

extension BodyRecord {
    /// Cuts content to size: text when what is kept is UTF-8, base64 when it is not.
    init(_ bytes: [UInt8], size: Int, digest: String?) {
        var kept = Array(bytes.prefix(ExchangeRecord.bodyLimit))
        // A character that the cut goes through is left out, or text would look like no text.
        var text = String(validating: kept, as: UTF8.self)
        if text == nil, bytes.count > kept.count {
            for count in 1...3 where text == nil { text = String(validating: kept.dropLast(count), as: UTF8.self) }
        }
        if text == nil { kept = Array(bytes.prefix(ExchangeRecord.bodyLimit / 4)) }
        let isCut = size > (text?.utf8.count ?? kept.count)
        let own =
            isCut
            ? digest ?? SHA256.hash(data: bytes).hexadecimal : nil
        self.init(text: text ?? Base64.encode(kept), isBase64: text == nil, size: size, isCut: isCut, sha256: own)
    }
}
