/// Something that happened to a stack or to one of its resources.
struct StackEvent: Sendable, Hashable {
    /// The documented kinds of event that are not about a resource.
    enum General: String, Sendable {
        case log = "LOG"
        case error = "ERROR"
        case summary = "SUMMARY"
    }

    var time: Instant
    /// One of the documented kinds.
    var type: String
    var message: String
    /// The resource that the event is about; nil for events about the run.
    var resource: ResourceKey?
    /// The id of the resource, once it exists.
    var physicalID: String?
    /// Whole seconds that the step took; only where a step ends.
    var elapsed: Int64?

    init(_ general: General, _ message: String, at time: Instant) {
        self.time = time
        type = general.rawValue
        self.message = message
    }

    init(
        _ status: ResourceStatus, _ resource: ResourceKey, id: String?, _ message: String, at time: Instant,
        elapsed: Int64? = nil
    ) {
        self.time = time
        type = status.rawValue
        self.message = message
        self.resource = resource
        physicalID = id
        self.elapsed = elapsed
    }
}
