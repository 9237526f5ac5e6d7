/// A list of which nearly nothing is in memory: elements are packed when they come and unpacked when they are asked for.
///
/// The packed forms are kept by a `Spool`, most of a long list in a temporary file. In memory there are for each element
/// its gist, and four bytes for its place once elements were changed, removed or arranged otherwise. A list is a value:
/// copies share what is packed, and a change adds to it. The names of elements, and whole elements in turn, are read best
/// with an iterator or a `Cursor`, which keep the block that they are in. A list holds up to 2^32 elements.
public struct PackedList<Element: Packable>: Sendable {
    private var spool: Spool
    /// The block that is not full.
    private var writer = PackedWriter()
    /// The gists of all elements, in their order.
    public private(set) var gists: [Element.Gist] = []
    /// The number of each element's packed form; nil while they were packed in the order of the list and none was changed.
    private var order: [UInt32]?

    /// Makes an empty list.
    public init() { spool = Spool() }

    /// Makes an empty list of which so many bytes may stay in memory, the others in a file in the folder.
    init(memoryLimit: Int, folder: String? = nil) {
        spool = Spool(memoryLimit: memoryLimit, folder: folder)
    }

    /// Makes a list of elements.
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
        spool = other.spool
        writer = other.writer
        order = other.order
        self.gists = gists
    }

    /// How many elements there are.
    public var count: Int { gists.count }

    /// How many bytes of packed forms are in memory.
    var bytesInMemory: Int { spool.bytesInMemory + writer.block.bytes.count }

    // MARK: Packing

    private var packedCount: Int { spool.count + writer.block.count }

    /// Packs an element and gives the number of its packed form.
    private mutating func pack(_ element: Element) -> UInt32 {
        if writer.block.isFull { spool.append(writer.takeBlock()) }
        let number = packedCount
        writer.beginElement()
        element.pack(into: &writer)
        return UInt32(number)
    }

    /// The numbers of the packed forms in the order of the list, to be changed.
    private mutating func changeOrder(_ change: (inout [UInt32]) -> Void) {
        var numbers = order ?? gists.indices.map { UInt32($0) }
        order = nil
        change(&numbers)
        order = numbers
    }

    /// Adds an element at the end.
    @specialized(where Element == CaseResult)
    @specialized(where Element == RuleResult)
    public mutating func append(_ element: Element) {
        let number = pack(element)
        gists.append(element.gist)
        order?.append(number)
    }

    /// Makes room for gists.
    public mutating func reserveCapacity(_ count: Int) { gists.reserveCapacity(count) }

    // MARK: Unpacking

    /// The block with an element, the number of the block's first packed form, and that of the element.
    fileprivate func block(with place: Int) -> (first: Int, block: PackedBlock, number: Int) {
        let number = self.number(of: place)
        guard number < spool.count else { return (spool.count, writer.block, number) }
        let (first, block) = spool.block(with: number)
        return (first, block, number)
    }

    fileprivate func number(of place: Int) -> Int { order.map { Int($0[place]) } ?? place }

    /// The element at a place.
    public subscript(place: Int) -> Element {
        get {
            let gist = gists[place]
            let (first, block, number) = block(with: place)
            var reader = PackedReader(block.bytes, at: block.start(of: number - first))
            return Element(unpacking: &reader, gist: gist)
        }
        set {
            let number = pack(newValue)
            changeOrder { $0[place] = number }
            gists[place] = newValue.gist
        }
    }

    // MARK: Arranging

    /// The elements at places, in that order; nothing is unpacked.
    @specialized(where Element == CaseResult)
    @specialized(where Element == RuleResult)
    public func arranged(_ places: [Int]) -> PackedList {
        var list = self
        var isWhole = true
        var (numbers, gists): ([UInt32], [Element.Gist]) = ([], [])
        for place in places {
            let number = self.number(of: place)
            isWhole = isWhole && number == gists.count
            numbers.append(UInt32(number))
            gists.append(self.gists[place])
        }
        list.order = isWhole && numbers.count == packedCount ? nil : numbers
        list.gists = gists
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
        private let list: PackedList
        private var reader: PackedReader?
        private var block = PackedBlock()
        private var numbers = 0..<0

        /// Makes a cursor for a list as it is now.
        public init(_ list: PackedList) { self.list = list }

        /// Reads what is packed first of the element at a place.
        mutating func read<Value>(at place: Int, _ read: (inout PackedReader) -> Value) -> Value {
            let number = list.number(of: place)
            if !numbers.contains(number) {
                let found = list.block(with: place)
                (block, numbers) = (found.block, found.first..<(found.first + found.block.count))
                reader = nil
            }
            var reader = self.reader.take() ?? PackedReader(block)
            reader.move(to: block.start(of: number - numbers.lowerBound))
            defer { self.reader = reader }
            return read(&reader)
        }

        /// The element at a place.
        @specialized(where Element == CaseResult)
        @specialized(where Element == RuleResult)
        public mutating func element(at place: Int) -> Element {
            let gist = list.gists[place]
            return read(at: place) { Element(unpacking: &$0, gist: gist) }
        }

        /// The name of the element at a place: its first text.
        @specialized(where Element == CaseResult)
        @specialized(where Element == RuleResult)
        public mutating func name(at place: Int) -> String { read(at: place) { $0.text() } }

    }
}

extension PackedList: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
    /// Always zero.
    public var startIndex: Int { 0 }
    /// The number of elements.
    public var endIndex: Int { count }

    /// Goes through the elements.
    public struct Iterator: IteratorProtocol {
        private var cursor: Cursor
        private var rest: Range<Int>

        fileprivate init(_ list: PackedList) {
            cursor = Cursor(list)
            rest = list.indices
        }

        /// The next element, or nil behind the last.
        @specialized(where Element == CaseResult)
        @specialized(where Element == RuleResult)
        public mutating func next() -> Element? { rest.popFirst().map { cursor.element(at: $0) } }
    }

    /// An iterator of the list as it is now.
    public func makeIterator() -> Iterator { Iterator(self) }

    /// Replaces the elements of a range by others, of any number.
    public mutating func replaceSubrange(_ range: Range<Int>, with elements: some Collection<Element>) {
        var (numbers, gists): ([UInt32], [Element.Gist]) = ([], [])
        for element in elements {
            numbers.append(pack(element))
            gists.append(element.gist)
        }
        changeOrder { $0.replaceSubrange(range, with: numbers) }
        self.gists.replaceSubrange(range, with: gists)
    }

    /// Lets two elements change places.
    public mutating func swapAt(_ first: Int, _ second: Int) {
        changeOrder { $0.swapAt(first, second) }
        gists.swapAt(first, second)
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
