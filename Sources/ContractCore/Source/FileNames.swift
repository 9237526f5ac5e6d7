import Synchronization

/// The names of the files that places are in, each under a number, for as long as the program runs.
///
/// Every part of a plan knows its place. With numbers a place is twelve bytes that are copied without counting who holds
/// the name; there are no more names than files that were read.
enum FileNames {
    private struct Table {
        var numbers: [String: UInt32] = [:]
        var names: [String] = []
    }

    private static let table = Mutex(Table())

    /// The number of a name; the same name always has the same.
    static func number(of name: String) -> UInt32 {
        table.withLock { table in
            if let known = table.numbers[name] { return known }
            let number = UInt32(table.names.count)
            table.numbers[name] = number
            table.names.append(name)
            return number
        }
    }

    /// The name that a number was given for.
    static func name(of number: UInt32) -> String {
        table.withLock { $0.names[Int(number)] }
    }
}
