/// One region of the emulated service; every region has an endpoint of its own.
struct Region: Sendable, Hashable {
    /// The name, for instance `cn-north-4`.
    let name: String

    /// The region of the main endpoint.
    static let first = Region(name: "cn-north-4")
    /// The region of the second endpoint.
    static let second = Region(name: "cn-east-3")
    /// All regions, the main one first.
    static let all = [first, second]
}
