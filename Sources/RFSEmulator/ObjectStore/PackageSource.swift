/// Reads packages from the object store of the instance, and from nowhere else.
struct PackageSource: Sendable {
    let objects: ObjectStore
    /// The hosts by which the object store may be called, each with its port.
    let authorities: Set<String>

    /// The bytes behind a link; nil when the link leads elsewhere or the object does not exist.
    func read(_ link: String) -> [UInt8]? {
        guard link.hasPrefix("http://") else { return nil }
        let rest = link.dropFirst(7)
        guard let slash = rest.firstIndex(of: "/"), authorities.contains(rest[..<slash].lowercased()) else {
            return nil
        }
        return objects.content(target: String(rest[slash...]))
    }
}
