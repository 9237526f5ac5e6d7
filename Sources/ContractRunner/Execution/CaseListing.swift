import ContractCore

/// How a case lists what comes in pages.
extension CaseExecution {
    /// The most pages that a listing may have.
    private static let pageLimit = 1_000

    /// How often something is listed at most before it is judged.
    private static let listingLimit = 3

    /// Lists, and lists again when several pages of an account that others use as well are not as expected: what they
    /// make or remove between two pages may have moved the entries.
    func list(_ step: Step, _ template: RequestTemplate, _ paging: Paging, label: String) throws(Stop) {
        for attempt in 1...Self.listingLimit {
            let before = findings.count
            var count = 0
            do throws(Stop) {
                return try listOnce(step, template, paging, label: label, count: &count)
            } catch {
                let isOfEntries = error.verdict == .fail ? error.code != "paging" : error.code == "prerequisite"
                guard isOfEntries, count > 1, !isDisposable, attempt < Self.listingLimit else { throw error }
                findings.removeLast(findings.count - before)
            }
        }
    }

    private func listOnce(
        _ step: Step, _ template: RequestTemplate, _ paging: Paging, label: String, count: inout Int
    ) throws(Stop) {
        let sender = try sender(for: step)
        var items: [JSONValue] = []
        var pages: [JSONValue] = []
        var marker: String?
        var markers: Set<String> = []
        var size = 0
        var valueCount = 0
        var last: Exchange?
        let deadline = context.settings.environment.pace.deadline
        let began = context.settings.clock.monotonic()
        defer { endReading() }
        repeat {
            guard (context.settings.clock.monotonic() - began) * 1_000 <= Double(deadline) else {
                let words = DurationText.text(milliseconds: deadline)
                throw Stop(
                    .inconclusive, "limit", "\(pages.count) pages took longer than the deadline of \(words) (\(label))")
            }
            var page = template
            if let marker {
                page.query.removeAll { $0.name.constant == paging.marker }
                do throws(TemplateError) {
                    page.query.append((try Template(paging.marker), .constant(.string(marker))))
                } catch {
                    throw Stop(error, label)
                }
            }
            let (request, parts) = try build(page, label, endpoint: sender.endpoint)
            self.parts = parts
            let exchange = try send(request, step, sender, "\(label), page \(pages.count + 1)")
            last = exchange
            count += 1
            lastStatus = exchange.response.status
            let answer = Answer(response: exchange.response)
            size += exchange.response.body.count
            beginReading(size)
            guard exchange.response.status < 300, case .success(let document) = answer.json else {
                return try judge(step, answer, label)
            }
            pages.append(document.value)
            valueCount += document.valueCount
            guard size <= context.settings.transport.maximumBodyBytes else {
                let limit = SizeText.text(context.settings.transport.maximumBodyBytes)
                throw Stop(
                    .inconclusive, "limit",
                    "the first \(pages.count) pages are over the limit of \(limit) (--max-body) (\(label))")
            }
            guard valueCount <= JSONReader.Limits().values else {
                throw Stop(
                    .inconclusive, "limit",
                    "the first \(pages.count) pages hold more than \(JSONReader.Limits().values) values (\(label))")
            }
            let read = try select(paging, in: document.value)
            items += read.items
            marker = read.next
            if let marker, !markers.insert(marker).inserted {
                throw Stop(
                    .fail, "paging", "the marker \(marker.debugDescription) came twice, so paging never ends (\(label))"
                )
            }
            if marker != nil, pages.count >= Self.pageLimit {
                throw Stop(.inconclusive, "limit", "there are more than \(Self.pageLimit) pages (\(label))")
            }
        } while marker != nil
        guard let last else { return }
        let json: JSONValue = ["items": .array(items), "pages": .array(pages)]
        try judge(step, Answer(response: last.response, seconds: last.timings.total, json: json), label)
    }

    private func select(_ paging: Paging, in page: JSONValue) throws(Stop) -> (items: [JSONValue], next: String?) {
        do {
            let items = try paging.items.select(from: page).first?.value.arrayValue ?? []
            let next = try paging.next.select(from: page).first?.value
            guard let next, !next.isNull, !next.asText.isEmpty else { return (items, nil) }
            return (items, next.asText)
        } catch {
            throw Stop(.inconclusive, "limit", error.description)
        }
    }
}
