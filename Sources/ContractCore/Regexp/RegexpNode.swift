/// What a pattern, or a part of it, stands for.
indirect enum RegexpNode: Sendable, Hashable {
    /// One scalar of a set.
    case one(ScalarSet)
    /// Nothing, at the start of the text.
    case start
    /// Nothing, at the end of the text.
    case end
    /// All parts one behind the other; no part at all is the empty text.
    case sequence([RegexpNode])
    /// Any one of the branches.
    case choice([RegexpNode])
    /// A part repeated, without an upper bound when `most` is nil.
    case repeated(RegexpNode, least: Int, most: Int?)
}
