extension Matcher {
    /// The elements of a list, or the mismatch that tells there is no list.
    static func elements(
        of value: JSONValue?, at path: NormalizedPath, _ location: Location
    ) -> Result<[JSONValue], ListMissing> {
        guard case .array(let elements)? = value else {
            return .failure(
                ListMissing(mismatch: Mismatch(path, expected: "a list", actual: Words.of(value), at: location)))
        }
        return .success(elements)
    }
}

/// A value that was expected to be a list and is none.
struct ListMissing: Error {
    let mismatch: Mismatch
}
