/// A query: where it starts and the segments that are applied one behind the other.
struct JSONPathQuery: Sendable {
    /// Whether it starts at the current node (`@`) and not at the root (`$`).
    let isRelative: Bool
    let segments: [JSONPathSegment]

    /// Whether it finds at most one node by its form (RFC 9535, section 2.3.5.1).
    ///
    /// Blanks inside the brackets, which that section's grammar leaves out, make no difference.
    var isSingular: Bool {
        segments.allSatisfy(\.isSingular)
    }
}

/// A child segment or a descendant segment (RFC 9535, section 2.5).
struct JSONPathSegment: Sendable {
    let isDescendant: Bool
    let selectors: [JSONPathSelector]

    var isSingular: Bool {
        guard !isDescendant, selectors.count == 1 else { return false }
        switch selectors[0] {
        case .name, .index: return true
        case .wildcard, .slice, .filter: return false
        }
    }
}

/// One of the five selectors (RFC 9535, section 2.3).
indirect enum JSONPathSelector: Sendable {
    case name(String)
    case wildcard
    case index(Int)
    case slice(JSONPathSlice)
    case filter(JSONPathCondition)
}

/// The bounds and the step of an array slice (RFC 9535, section 2.3.4).
struct JSONPathSlice: Sendable {
    let start: Int?
    let end: Int?
    let step: Int

    /// The indices that the slice selects in an array, in order.
    func indices(in count: Int) -> StrideTo<Int> {
        let first = start.map { $0 < 0 ? $0 + count : $0 }
        let last = end.map { $0 < 0 ? $0 + count : $0 }
        if step > 0 {
            return stride(
                from: min(max(first ?? 0, 0), count), to: min(max(last ?? count, 0), count), by: step)
        }
        // A step of zero selects nothing: an empty stride whose own step does not matter.
        guard step < 0 else { return stride(from: 0, to: 0, by: 1) }
        return stride(
            from: min(max(first ?? count - 1, -1), count - 1), to: min(max(last ?? -1, -1), count - 1), by: step)
    }
}
