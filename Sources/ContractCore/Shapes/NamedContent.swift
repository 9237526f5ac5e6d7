/// What names stand for that were used while something was read.
struct NamedContent: Sendable {
    /// A digest of it, whatever comes first.
    private(set) var revision = Revision()
    /// A place in each file that it stands in.
    private var places: [Location] = []

    /// Takes in what a name stands for.
    mutating func add(_ definition: LocatedNode) {
        revision.join(Revision(definition))
        note(definition.location)
    }

    /// Takes in what was gathered apart.
    mutating func add(_ other: NamedContent) {
        revision.joinAll(of: other.revision)
        for place in other.places { note(place) }
    }

    /// Whether any of it stands in the file of a place.
    func stands(inFileOf place: Location) -> Bool { places.contains { $0.isInFile(of: place) } }

    private mutating func note(_ place: Location) {
        if !stands(inFileOf: place) { places.append(place) }
    }
}
