/// What belongs to one account, in the hands of one request that has it to itself.
final class Transaction {
    /// What the account holds, changes so far included.
    private(set) var holdings: Holdings
    /// The account, by the key of its row.
    let account: Int64
    /// Where changes are noted for the data file; nil when there is none.
    let rows: RowLog?
    /// What all other accounts hold; only altered rules look.
    private(set) lazy var others = lookAround()
    private let lookAround: () -> [Holdings]
    private let store: Store
    private var undoing: [(inout Holdings) -> Void] = []

    init(_ holdings: Holdings, of account: Int64, in store: Store, others: @escaping () -> [Holdings]) {
        self.holdings = holdings
        self.account = account
        self.store = store
        lookAround = others
        rows = store.isDurable ? RowLog() : nil
    }

    /// A sequence for something new.
    func nextSequence() -> Int64 { store.nextSequence() }

    /// Adds, replaces or removes a module.
    func set(_ module: ModuleRow?, at key: PageKey, in region: String) {
        let old = holdings.modules[region]?[key]
        holdings.modules[region, default: Catalog()][key] = module
        undoing.append { $0.modules[region]?[key] = old }
    }

    /// Changes the versions of a module; nil takes them away with it.
    func set(_ versions: Catalog<VersionRecord>?, of module: Int64) {
        let old = holdings.versions.removeValue(forKey: module)
        holdings.versions[module] = versions
        undoing.append { $0.versions[module] = old }
    }

    /// Adds, replaces or removes a stack.
    func set(_ stack: StackRow?, at key: PageKey, in region: String) {
        let old = holdings.stacks[region]?[key]
        holdings.stacks[region, default: Catalog()][key] = stack
        undoing.append { $0.stacks[region]?[key] = old }
    }

    /// Changes what belongs to a stack; nil takes it away with it.
    func set(_ parts: StackParts?, of stack: Int64) {
        let old = holdings.parts.removeValue(forKey: stack)
        holdings.parts[stack] = parts
        undoing.append { $0.parts[stack] = old }
    }

    /// What belongs to a stack; nothing when there is none of that sequence.
    func parts(of stack: Int64) -> StackParts { holdings.parts[stack] ?? StackParts() }

    /// Changes what belongs to a stack.
    func change(_ stack: Int64, _ change: (inout StackParts) -> Void) {
        var parts = parts(of: stack)
        change(&parts)
        set(parts, of: stack)
    }

    /// Makes the account what it was before.
    func undo() {
        while let change = undoing.popLast() { change(&holdings) }
    }
}
