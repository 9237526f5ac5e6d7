/// The part that all lists share: order, page and page_info.
extension OperationContext {
    /// The number of entries of a page when no limit is given.
    static var defaultLimit: Int { 1000 }

    /// What must stay the same for a marker to be used again.
    private func scope(_ resource: String, ascending: Bool, limit: Int) -> String {
        "\(rules.operation)|\(account.domainID)|\(region.name)|\(resource)|\(ascending)|\(limit)"
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
        let limit = arguments["limit"].flatMap { Int($0) } ?? Self.defaultLimit
        var request = PageRequest(ascending: ascending, limit: limit, position: .start)
        if !rules.keeps("limit-respected") { request.excess = 1 }
        guard let marker = arguments["marker"], rules.keeps("marker-next-page") else { return request }
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
            try rules.require(
                rule, false,
                else: Refusal(
                    .sortPairs, "\(keys.count) sort_key and \(directions.count) sort_dir are given, not equally many"))
        }
        guard let direction = directions.first else { return !rules.keeps("default-order-desc") }
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
        let form = entries.isEmpty && !rules.keeps("empty-list") ? FieldForm.malformed : rules.form(rule)
        switch form {
        case .absent: return
        case .otherType: return writer.member(name, 0)
        case .malformed:
            writer.name(name)
            return writer.null()
        case .documented: writer.name(name)
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
        let scope = scope(resource, ascending: request.ascending, limit: request.limit)
        writer.name("page_info")
        writer.object { info in
            if let next = page.next.flatMap({ services.markers.seal($0, scope: scope) }) {
                info.member("next_marker", next, rules.form("page-info-next-marker"))
            }
            if let previous = page.previous.flatMap({ services.markers.seal($0, scope: scope) }) {
                info.member("previous_marker", previous, rules.form("page-info-previous-marker"))
            }
            let isExact = rules.alteration("page-info-current-count") == nil
            info.member("current_count", Int64(page.entries.count + (isExact ? 0 : 1)))
        }
    }
}
