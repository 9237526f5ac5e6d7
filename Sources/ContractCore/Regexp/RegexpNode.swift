/// What a pattern, or a part of it, stands for.
indirect enum RegexpNode: Sendable, Hashable {
    /// One scalar of a set.
    case one(ScalarSet)
    /// All parts one behind the other; no part at all is the empty text.
    case sequence([RegexpNode])
    /// Any one of the branches.
    case choice([RegexpNode])
    /// A part repeated, without an upper bound when `most` is nil.
    case repeated(RegexpNode, least: Int, most: Int?)
}
