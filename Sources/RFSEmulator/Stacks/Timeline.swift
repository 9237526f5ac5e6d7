/// The statuses of a stack over time: what it was, what it is, and what a run under way will make of it.
///
/// A run is worked out when it is accepted. What the stack is at an instant is read off, so no timer is needed and a
/// restart changes nothing.
struct Timeline: Sendable, Hashable {
    /// A status and the instant from which it holds.
    struct Phase: Sendable, Hashable, Codable {
        var start: Instant
        var status: StackStatus
        /// Why the run failed; nil unless the status says so.
        var message: String?
    }

    /// In ascending order, never empty in a stored stack.
    var phases: [Phase]

    /// The phase at an instant; an instant before the first phase belongs to it.
    func phase(at now: Instant) -> Phase {
        phases.last { $0.start <= now } ?? phases.first
            ?? Phase(start: now, status: .creationComplete)
    }

    /// When the last phase begins.
    var end: Instant { phases.last?.start ?? Instant(milliseconds: 0) }

    /// The form in which a timeline is stored.
    var text: String {
        var writer = JSONWriter()
        writer.array { list in
            for phase in phases {
                list.array { entry in
                    entry.integer(phase.start.milliseconds)
                    entry.string(phase.status.rawValue)
                    if let message = phase.message { entry.string(message) }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    init(phases: [Phase]) {
        self.phases = phases
    }

    /// Reads the stored form; what is not understood is left out.
    init(text: String) {
        phases = []
        guard case .array(let entries) = try? JSONReader.read(Array(text.utf8)) else { return }
        for entry in entries {
            guard case .array(let parts) = entry, parts.count >= 2, let start = parts[0].integer,
                let status = parts[1].string.flatMap(StackStatus.init(rawValue:))
            else { continue }
            let message = parts.count > 2 ? parts[2].string : nil
            phases.append(Phase(start: Instant(milliseconds: start), status: status, message: message))
        }
    }
}
