/// Puts the pieces of a template string together: strip marks, indentation, nested directives.
struct TemplateBuilder {
    /// A piece in the order of the text.
    enum Token {
        case text(String)
        case value(Expression)
        case condition(Expression)
        case otherwise
        case endCondition
        case loop(ForClause)
        case endLoop
    }

    /// Directives that do not fit together.
    struct Failure: Error {
        var message: String
        var place: SourcePlace?
    }

    private var tokens: [(token: Token, place: SourcePlace?)] = []
    private var stripsNext = false

    /// Adds literal text, one line at most.
    mutating func add(_ literal: [UInt8]) {
        var text = String(decoding: literal, as: UTF8.self)[...]
        if stripsNext { text = text.drop(while: \.isWhitespace) }
        guard !text.isEmpty else { return }
        stripsNext = false
        tokens.append((.text(String(text)), nil))
    }

    mutating func add(_ token: Token, at place: SourcePlace, stripsBefore: Bool, stripsBehind: Bool) {
        while stripsBefore, case .text(let text)? = tokens.last?.token {
            tokens.removeLast()
            guard let end = text.lastIndex(where: { !$0.isWhitespace }) else { continue }
            tokens.append((.text(String(text[...end])), nil))
            break
        }
        tokens.append((token, place))
        stripsNext = stripsBehind
    }

    /// Takes the indentation that all lines share away; blank lines do not count.
    mutating func removeIndentation() {
        var starts: [Int] = []
        var isLineStart = true
        var shared = Int.max
        for (index, entry) in tokens.enumerated() {
            guard case .text(let text) = entry.token else {
                if isLineStart { shared = 0 }
                isLineStart = false
                continue
            }
            if isLineStart {
                let indentation = text.prefix(while: \.isWhitespace).count
                if indentation < text.count || !text.hasSuffix("\n") {
                    starts.append(index)
                    shared = min(shared, indentation)
                }
            }
            isLineStart = text.hasSuffix("\n")
        }
        for index in starts {
            guard case .text(let text) = tokens[index].token else { continue }
            tokens[index].token = .text(String(text.dropFirst(shared)))
        }
    }

    /// The expression: plain text, the only value itself, or a template, which begins at the place.
    func expression(at place: SourcePlace, maximumDepth: Int) throws(Failure) -> Expression {
        if tokens.count == 1, case .value(let only) = tokens[0].token { return only }
        return Expression(kind: try kind(maximumDepth: maximumDepth), place: place)
    }

    private func kind(maximumDepth: Int) throws(Failure) -> Expression.Kind {
        let parts = try nestedParts(maximumDepth: maximumDepth)
        var texts = ""
        for part in parts {
            guard case .text(let text) = part else { return .template(parts) }
            texts += text
        }
        return .literal(.string(texts))
    }

    /// A directive whose end is still to come.
    private struct Level {
        var head: Token
        var place: SourcePlace?
        var first: [TemplatePart] = []
        var second: [TemplatePart]?

        mutating func add(_ part: TemplatePart) {
            if second == nil { first.append(part) } else { second?.append(part) }
        }
    }

    private func nestedParts(maximumDepth: Int) throws(Failure) -> [TemplatePart] {
        var levels = [Level(head: .otherwise)]
        for (token, place) in tokens {
            let last = levels.count - 1
            switch (token, levels[last].head) {
            case (.text(let text), _): levels[last].add(.text(text))
            case (.value(let expression), _): levels[last].add(.value(expression))
            case (.condition, _), (.loop, _):
                guard last < maximumDepth else {
                    throw Failure(message: "directives are nested deeper than \(maximumDepth)", place: place)
                }
                levels.append(Level(head: token, place: place))
            case (.otherwise, .condition) where levels[last].second == nil: levels[last].second = []
            case (.endCondition, .condition(let condition)):
                let level = levels.removeLast()
                levels[last - 1].add(.conditional(condition, level.first, otherwise: level.second ?? []))
            case (.endLoop, .loop(let clause)):
                let level = levels.removeLast()
                levels[last - 1].add(.loop(clause, level.first))
            default: throw Failure(message: "the directive does not belong to an open one", place: place)
            }
        }
        guard levels.count == 1 else {
            throw Failure(message: "the directive that begins here is not ended", place: levels[levels.count - 1].place)
        }
        return levels[0].first
    }
}
