/// One event.
struct EventRow: Keyed {
    var sequence: Int64
    /// The deployment or rollback that the event belongs to; nil for events of a deletion.
    var deployment: Int64?
    var time: Instant
    var type: String
    var message: String
    var resourceType: String?
    var resourceName: String?
    /// The number or key of the copy.
    var resourceKey: String?
    var resourceID: String?
    var elapsed: Int64?

    var key: PageKey { PageKey(created: time, sequence: sequence) }
}

/// The events of one stack; those of a run are stored when it begins and seen when their time has come.
struct EventTable {
    let state: Transaction
    let stack: Int64

    func insert(_ events: [StackEvent], deployment: Int64?) {
        let rows = events.map { event in
            EventRow(
                sequence: state.nextSequence(), deployment: deployment, time: event.time, type: event.type,
                message: event.message, resourceType: event.resource?.type, resourceName: event.resource?.name,
                resourceKey: event.resource?.index, resourceID: event.physicalID, elapsed: event.elapsed)
        }
        state.change(stack) { parts in
            for row in rows { parts.events[row.key] = row }
        }
        state.rows?.add { [stack] db in
            for row in rows { try EventRows(db: db).insert(row, stack: stack) }
        }
    }

    /// Whether something of the stack came to a status, up to an instant.
    func has(_ status: ResourceStatus, until now: Instant) -> Bool {
        state.parts(of: stack).events.entries.contains { $0.type == status.rawValue && $0.time <= now }
    }

    /// Events in the order of a scan, up to an instant.
    func scan(_ scan: PageScan, now: Instant, deployment: Int64?, filter: EventFilter) -> [EventRow] {
        state.parts(of: stack).events.scan(scan) { event in
            event.time <= now && (deployment == nil || event.deployment == deployment) && filter.selects(event)
        }
    }
}

extension EventFilter {
    /// Whether an event meets all conditions.
    fileprivate func selects(_ event: EventRow) -> Bool {
        parts.allSatisfy { part in
            let value: String? =
                switch part.attribute {
                case .eventType: event.type
                case .resourceType: event.resourceType
                case .resourceName: event.resourceName
                }
            return value.map(part.values.contains) ?? false
        }
    }
}
