import HTTPTypes

/// What is done to an answer after it was made: wrong bytes for mutants, other bytes for variants.
struct AnswerChange: Sendable, Hashable {
    /// What is done.
    enum Act: Sendable, Hashable {
        /// Another status.
        case status(Int)
        /// Other content, with its type.
        case content(String, type: String?)
        /// The first half of the content.
        case half
        /// A header field set, or removed when there is no value.
        case header(String, String?)
        /// Changed JSON, where the content is JSON.
        case json(JSONChange)
        /// The same JSON with blanks and line feeds.
        case spaced
        /// The same JSON with escapes for all characters outside ASCII.
        case escaped
        /// Several of these, one after the other.
        indirect case all([Act])
        /// The names of header fields in lower case, in reverse order.
        case headersTurned
    }

    /// The statuses of the answers concerned.
    var statuses: ClosedRange<Int> = 100...599
    var act: Act

    /// The answer with the change.
    func applied(to answer: HTTPAnswer) -> HTTPAnswer {
        var answer = answer
        switch act {
        case .status(let status): answer.status = status
        case .content(let text, let type):
            answer.body = Array(text.utf8)
            answer.headers[.contentType] = type
        case .half: answer.body = Array(answer.body.prefix(answer.body.count / 2))
        case .header(let name, let value):
            if let name = HTTPField.Name(name) { answer.headers[name] = value }
        case .json(let change):
            guard let value = try? JSONReader.read(answer.body) else { return answer }
            var writer = JSONWriter()
            writer.value(change.applied(to: value))
            answer.body = writer.bytes
        case .all(let acts):
            return acts.reduce(answer) { AnswerChange(statuses: 100...599, act: $1).applied(to: $0) }
        case .spaced: answer.body = JSONSpelling.spaced(answer.body)
        case .escaped: answer.body = JSONSpelling.escaped(answer.body)
        case .headersTurned:
            answer.headers = answer.headers.reversed().reduce(into: HTTPFields()) { fields, field in
                guard let name = HTTPField.Name(field.name.rawName.lowercased()) else { return }
                fields.append(HTTPField(name: name, value: field.value))
            }
        }
        return answer
    }
}

/// Other spellings of the same JSON text.
enum JSONSpelling {
    /// Blanks and line feeds between all tokens.
    static func spaced(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isInText = false
        var isEscaped = false
        for byte in text {
            if isInText {
                result.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInText = true
                result.append(byte)
            case UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "["): result += [byte, 0x0A, 0x20, 0x20]
            case UInt8(ascii: ":"): result += [0x20, byte, 0x09]
            case UInt8(ascii: "}"), UInt8(ascii: "]"): result += [0x0D, 0x0A, byte]
            default: result.append(byte)
            }
        }
        return result
    }

    /// Escapes in place of all characters outside ASCII and of slashes.
    static func escaped(_ text: [UInt8]) -> [UInt8] {
        var result = ""
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if scalar == "/" {
                result += "\\/"
            } else if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return Array(result.utf8)
    }
}
