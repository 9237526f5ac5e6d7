extension RequestTemplate {
    /// The request with its parts: method and target first, then a line for each field and for the content.
    func lines() -> [String] {
        var target = target.source
        for value in path { target = target.replacing("{\(value.name)}", with: value.value.source.asText) }
        var lines = ["\(method) \(target)"]
        lines += query.map { "with the query parameter \($0.name.source): \($0.value.words)" }
        lines += headers.map { "with the header \($0.name.source): \($0.value.words)" }
        lines += suppressedHeaders.sorted().map { "without the header \($0)" }
        if let json { lines.append("with the JSON body \(json.words)") }
        switch body {
        case .text(let text)?: lines.append("with the body \(text.words)")
        case .file(let name)?: lines.append("with the bytes of the file '\(name)' as body")
        case nil: break
        }
        return lines
    }
}

extension Capture {
    /// What is kept under which name.
    var words: String {
        let place =
            switch source {
            case .path(let path): "what \(path.text) selects"
            case .header(let name): "the header \(name)"
            case .body: "the body as text"
            case .json: "the body as JSON"
            case .status: "the status"
            }
        return "\(place) as ${\(name)}" + (type.map { ", which must be of type \($0.rawValue)" } ?? "")
    }
}
