/// A list of which nearly nothing is in memory: elements are packed when they come and unpacked when they are asked for.
///
/// The packed forms are kept by a `Spool`, most of a long list in a temporary file. In memory there are for each element
/// its gist, and four bytes for its place once elements were changed, removed or arranged otherwise. A list is a value:
/// copies share what is packed, and a change adds to it. The names of elements, and whole elements in turn, are read best
/// with an iterator or a `Cursor`, which keep the block that they are in. A list holds up to 2^32 elements.
public struct PackedList<Element: Packable>: Sendable {
    @usableFromInline var store: PackedStore
    @usableFromInline var ownGists: [Element.Gist] = []
    /// The number of each element's packed form; nil while they were packed in the order of the list and none was changed.
    @usableFromInline var order: [UInt32]?

    /// Makes an empty list.
    public init() { store = PackedStore(Spool()) }

    /// Makes an empty list of which so many bytes may stay in memory, the others in a file in the folder.
    init(memoryLimit: Int, folder: String? = nil) {
        store = PackedStore(Spool(memoryLimit: memoryLimit, folder: folder))
    }

    /// Makes a list of elements.
    @inlinable
    public init(_ elements: some Sequence<Element>) {
        self.init()
        append(contentsOf: elements)
    }

    /// Takes a list as it is.
    public init(_ list: PackedList) { self = list }

    /// Makes a list that shares the packed forms of another one, with gists of its own.
    ///
    /// For elements whose packed form is the beginning of the packed form of the others.
    init<Other>(sharing other: PackedList<Other>, gists: [Element.Gist]) {
        store = other.store
        order = other.order
        ownGists = gists
    }

    /// How many elements there are.
    @inlinable
    public var count: Int { ownGists.count }

    /// The gists of all elements, in their order.
    @inlinable
    public var gists: [Element.Gist] { ownGists }

    /// How many bytes of packed forms are in memory.
    var bytesInMemory: Int { store.bytesInMemory }

    // MARK: Packing

    @inlinable
    mutating func pack(_ element: Element) -> UInt32 { store.append { element.pack(into: &$0) } }

    /// The numbers of the packed forms in the order of the list, to be changed.
    @inlinable
    mutating func changeOrder(_ change: (inout [UInt32]) -> Void) {
        var numbers = order ?? gists.indices.map { UInt32($0) }
        order = nil
        change(&numbers)
        order = numbers
    }

    /// Adds an element at the end.
    @inlinable
    public mutating func append(_ element: Element) {
        let number = pack(element)
        ownGists.append(element.gist)
        order?.append(number)
    }

    /// Makes room for gists.
    public mutating func reserveCapacity(_ count: Int) { ownGists.reserveCapacity(count) }

    // MARK: Unpacking

    /// The number of the packed form of the element at a place.
    @inlinable
    func number(of place: Int) -> Int { order.map { Int($0[place]) } ?? place }

    /// The element at a place.
    @inlinable
    public subscript(place: Int) -> Element {
        get {
            let gist = gists[place]
            var reader = store.reader(of: number(of: place))
            return Element(unpacking: &reader, gist: gist)
        }
        set {
            let number = pack(newValue)
            changeOrder { $0[place] = number }
            ownGists[place] = newValue.gist
        }
    }

    // MARK: Arranging

    /// The elements at places, in that order; nothing is unpacked.
    @inlinable
    public func arranged(_ places: some Sequence<Int>) -> PackedList {
        var list = self
        var isWhole = true
        var (numbers, gists): ([UInt32], [Element.Gist]) = ([], [])
        for place in places {
            let number = self.number(of: place)
            isWhole = isWhole && number == gists.count
            numbers.append(UInt32(number))
            gists.append(self.gists[place])
        }
        list.order = isWhole && numbers.count == store.count ? nil : numbers
        list.ownGists = gists
        return list
    }

    /// The elements for which something holds.
    public func filter(_ holds: (Element) throws -> Bool) rethrows -> PackedList {
        var places: [Int] = []
        var cursor = Cursor(self)
        for place in indices where try holds(cursor.element(at: place)) { places.append(place) }
        return arranged(places)
    }

    /// Removes the elements for which something holds.
    public mutating func removeAll(where holds: (Element) throws -> Bool) rethrows {
        self = try filter { try !holds($0) }
    }

    // MARK: Reading in turn

    /// Reads elements that stand close to each other, at less cost than one by one.
    public struct Cursor {
        @usableFromInline let list: PackedList
        @usableFromInline var cursor: PackedCursor

        /// Makes a cursor for a list as it is now.
        @inlinable
        public init(_ list: PackedList) {
            self.list = list
            cursor = PackedCursor(list.store)
        }

        /// The element at a place.
        @inlinable
        public mutating func element(at place: Int) -> Element {
            let gist = list.gists[place]
            return read(at: place) { Element(unpacking: &$0, gist: gist) }
        }

        /// The name of the element at a place: its first text.
        @inlinable
        public mutating func name(at place: Int) -> String { read(at: place) { $0.text() } }

        /// Reads what is packed first of the element at a place.
        @inlinable
        mutating func read<Value>(at place: Int, _ read: (inout PackedReader) -> Value) -> Value {
            cursor.move(to: list.number(of: place))
            return read(&cursor.reader)
        }
    }
}

extension PackedList: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
    /// Always zero.
    @inlinable public var startIndex: Int { 0 }
    /// The number of elements.
    @inlinable public var endIndex: Int { count }

    /// Goes through the elements.
    public struct Iterator: IteratorProtocol {
        @usableFromInline var cursor: Cursor
        @usableFromInline var rest: Range<Int>

        @inlinable
        init(_ list: PackedList) {
            cursor = Cursor(list)
            rest = list.indices
        }

        /// The next element, or nil behind the last.
        @inlinable
        public mutating func next() -> Element? { rest.popFirst().map { cursor.element(at: $0) } }
    }

    /// An iterator of the list as it is now.
    @inlinable
    public func makeIterator() -> Iterator { Iterator(self) }

    /// Replaces the elements of a range by others, of any number.
    public mutating func replaceSubrange(_ range: Range<Int>, with elements: some Collection<Element>) {
        var (numbers, gists): ([UInt32], [Element.Gist]) = ([], [])
        for element in elements {
            numbers.append(pack(element))
            gists.append(element.gist)
        }
        changeOrder { $0.replaceSubrange(range, with: numbers) }
        ownGists.replaceSubrange(range, with: gists)
    }

    /// Lets two elements change places.
    public mutating func swapAt(_ first: Int, _ second: Int) {
        changeOrder { $0.swapAt(first, second) }
        ownGists.swapAt(first, second)
    }
}

extension PackedList: ExpressibleByArrayLiteral {
    /// Makes a list of the elements of the literal.
    public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension PackedList: Equatable where Element: Equatable {
    /// Whether the elements are equal one by one.
    public static func == (left: PackedList, right: PackedList) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }
}

extension PackedList: Hashable where Element: Hashable {
    /// Takes in the number of elements and each.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for element in self { hasher.combine(element) }
    }
}

extension PackedList: Encodable where Element: Encodable {
    /// Writes an array.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        for element in self { try values.encode(element) }
    }
}

extension PackedList: Decodable where Element: Decodable {
    /// Reads an array, each element being packed as soon as it is read.
    public init(from decoder: any Decoder) throws {
        self.init()
        var values = try decoder.unkeyedContainer()
        while !values.isAtEnd { append(try values.decode(Element.self)) }
    }
}
