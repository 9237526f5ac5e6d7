/// The part that all lists share: order, page and page_info.
extension OperationContext {
    /// The number of entries of a page when no limit is given.
    static var defaultLimit: Int { 1000 }

    /// What must stay the same for a marker to be used again.
    private func scope(_ resource: String, ascending: Bool, limit: Int) -> String {
        if rules.manners.takesAnyMarker { return "\(account.domainID)|\(region.name)|\(resource)" }
        return "\(rules.operation)|\(account.domainID)|\(region.name)|\(resource)|\(ascending)|\(limit)"
    }

    /// The page that a request asks for.
    ///
    /// - Parameters:
    ///   - resource: the id of what the list belongs to, empty when it belongs to the account.
    ///   - isAscending: the order of a list that cannot be sorted; nil when the request chooses.
    func pageRequest(
        _ arguments: Arguments, resource: String, isAscending: Bool? = nil
    ) throws(Refusal) -> PageRequest {
        let ascending = if let isAscending { isAscending } else { try self.isAscending(arguments) }
        var limit = arguments["limit"].flatMap { Int($0) } ?? rules.manners.defaultLimit
        if rules.breaks("limit-respected", by: "ignored") { limit = Self.defaultLimit }
        var request = PageRequest(ascending: ascending, limit: limit, position: .start)
        if rules.alteration("limit-respected") == .shift { request.excess = rules.keeps("limit-respected") ? 0 : 1 }
        guard let marker = arguments["marker"] else { return request }
        if marker.unicodeScalars.count > 512, rules.alteration("marker-length") != nil {
            rules.note()
            return request
        }
        if rules.breaks("marker-next-page", by: "ignored") { return request }
        if rules.breaks("marker-next-page", by: "refused") { throw Refusal(.marker, "marker is not known") }
        if rules.breaks("marker-next-page", by: "repeats") { request.step = -1 }
        if rules.breaks("marker-next-page", by: "skips") { request.step = 1 }
        let position = services.markers.open(marker, scope: scope(resource, ascending: ascending, limit: limit))
        try rules.require(
            "marker-same-parameters", position != nil,
            else: Refusal(.marker, "marker is not one that this call with these parameters gave"))
        request.position = position ?? .start
        return request
    }

    /// Refuses sort keys and directions that do not go together.
    func checkSort(_ arguments: Arguments) throws(Refusal) {
        _ = try isAscending(arguments)
    }

    private func isAscending(_ arguments: Arguments) throws(Refusal) -> Bool {
        let keys = arguments.strings("sort_key")
        let directions = arguments.strings("sort_dir")
        let rule: String? =
            if keys.count == directions.count {
                nil
            } else if directions.isEmpty {
                "sort-key-without-dir"
            } else if keys.isEmpty {
                "sort-dir-without-key"
            } else {
                "sort-count-mismatch"
            }
        if let rule {
            let more = keys.count > directions.count ? "keys" : "directions"
            try rules.require(
                rule, false, on: keys.isEmpty ? directions.first ?? "" : more,
                else: Refusal(
                    .sortPairs, "\(keys.count) sort_key and \(directions.count) sort_dir are given, not equally many"))
        }
        guard let direction = directions.first else { return rules.breaks("default-order-desc", by: "oldest-first") }
        let ascending = direction == "asc"
        let isKept =
            ascending
            ? rules.keeps("sort-asc") : rules.keeps("sort-desc") && rules.keeps("sort-explicit-desc-equals-default")
        return isKept ? ascending : !ascending
    }

    /// The entries of a page as they are shown.
    ///
    /// - Parameter all: the rule that no entry is left out.
    func shown<Entry>(_ page: Page<Entry>, _ arguments: Arguments, all rule: String) -> [Entry] {
        if rules.isFaithful { return page.entries }
        var entries = page.entries
        if rules.breaks(rule, by: "newest"), arguments["sort_dir"] != "asc" { entries = Array(entries.dropFirst()) }
        if !rules.takesPlace(rule) { entries = entries.dropLast() }
        if arguments["marker"] == nil, !rules.keeps("marker-absent-first-page") { entries = Array(entries.dropFirst()) }
        return entries
    }

    /// Writes the list of a page.
    ///
    /// - Parameter detail: a member that belongs to the single entry only; just altered rules show it.
    func writeList<Entry>(
        _ name: String, rule: String, _ entries: [Entry], detail: String = "module_source", to writer: inout JSONWriter,
        _ members: (inout JSONWriter, Entry) -> Void
    ) {
        var form = rules.form(rule)
        if entries.isEmpty, rules.breaks("empty-list", by: "null") { form = .null }
        if entries.isEmpty, rules.breaks("empty-list", by: "absent") { form = .absent }
        switch form {
        case .absent: return
        case .otherType: return writer.member(name, 0)
        case .malformed, .null:
            writer.name(name)
            return writer.null()
        case .documented, .changed: writer.name(name)
        }
        writer.array { list in
            for entry in entries {
                list.object { item in
                    members(&item, entry)
                    if !rules.takesPlace("summary-only") { item.member(detail, "rf://") }
                }
            }
        }
    }

    /// Writes the `page_info` member of a list.
    func writePageInfo<Entry>(
        _ page: Page<Entry>, _ request: PageRequest, resource: String, to writer: inout JSONWriter
    ) {
        let manners = rules.manners
        if manners.omitsPageInfo, page.next == nil, page.previous == nil { return }
        var next = page.next
        if next == nil, let last = page.last, rules.breaks("page-info-next-marker", by: "behind-the-last") {
            next = .after(last)
        }
        var previous = manners.hasPreviousMarkers ? page.previous : nil
        if previous != nil, rules.breaks("page-info-previous-marker", by: "next") {
            previous = page.next ?? page.last.map { .after($0) }
        }
        writer.name("page_info")
        writer.object { info in
            writeMarker("next_marker", "page-info-next-marker", next, request, resource, to: &info)
            writeMarker("previous_marker", "page-info-previous-marker", previous, request, resource, to: &info)
            writeCount(page, request, to: &info)
        }
    }

    /// Writes the marker of a neighbouring page, if there is one.
    private func writeMarker(
        _ name: String, _ rule: String, _ position: PagePosition?, _ request: PageRequest, _ resource: String,
        to info: inout JSONWriter
    ) {
        let marker = position.flatMap { position in
            services.markers.seal(
                position, scope: scope(resource, ascending: request.ascending, limit: request.limit))
        }
        if let marker {
            info.member(name, marker, rules.form(rule))
        } else if rules.manners.hasNullMarkers {
            info.name(name)
            info.null()
        }
    }

    /// Writes the number of entries of a page.
    private func writeCount<Entry>(_ page: Page<Entry>, _ request: PageRequest, to info: inout JSONWriter) {
        let rule = "page-info-current-count"
        let count = page.entries.count
        switch rules.alteration(rule) {
        case nil: return info.member("current_count", Int64(count))
        case .drop: break
        case .way("total"):
            info.member("current_count", Int64(count) + (page.next == nil && page.previous == nil ? 0 : 10))
        case .way("limit"): info.member("current_count", Int64(request.limit))
        case .way: info.member("current_count", String(count))
        default: info.member("current_count", Int64(count + 1))
        }
        rules.note()
    }
}
