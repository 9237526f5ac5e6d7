/// Takes in the files of a suite one by one, and plans them.
///
/// The texts of contracts wait where they take no memory, since they can only be planned when everything else is known.
public struct SuiteIntake {
    private enum Entry {
        /// A contract, by its place among the contracts.
        case contract(Int)
        case other(SourceFile)
    }

    private var entries: [Entry] = []
    private var contracts: PackedList<ContractText> = []
    /// How many bytes of text were taken in.
    public private(set) var size = 0

    /// Begins without files.
    public init() {}

    /// Takes in the next file.
    public mutating func take(_ file: SourceFile) {
        size += file.text.utf8.count
        guard SuiteReader.isContract(file.text) else { return entries.append(.other(file)) }
        entries.append(.contract(contracts.count))
        contracts.append(ContractText(file))
    }

    /// The files that were taken in under some names.
    public func files(_ names: Set<String>) -> [SourceFile] {
        names.isEmpty ? [] : files { names.contains($0) }
    }

    private func files(where isMeant: (String) -> Bool) -> [SourceFile] {
        var cursor = PackedList<ContractText>.Cursor(contracts)
        return entries.compactMap { entry in
            switch entry {
            case .contract(let number): isMeant(cursor.name(at: number)) ? cursor.element(at: number).file : nil
            case .other(let file): isMeant(file.name) ? file : nil
            }
        }
    }

    /// From how many contracts on they are planned file by file: fewer are planned rule by rule, which uses all cores.
    private static let fewestContracts = 64

    /// Reads and plans what was taken in; the suite is without its contracts, for which the plan stands.
    ///
    /// It comes to the same as reading all files and planning the suite, but takes less memory for many contracts.
    public func plan() -> (suite: Suite, plan: Plan, diagnostics: [Diagnostic]) { plan(keeping: Self.keptSize) }

    /// How many bytes of contracts have cases that stay in memory; those behind them are planned again in their turn.
    private static let keptSize = 4 << 20

    /// As above, with the cases of contracts of so many bytes in memory.
    func plan(keeping keptSize: Int) -> (suite: Suite, plan: Plan, diagnostics: [Diagnostic]) {
        guard contracts.count >= Self.fewestContracts else { return planAtOnce() }
        let others = entries.compactMap { if case .other(let file) = $0 { file } else { nil } }
        var (suite, reading) = SuiteReader.read(others)
        // A contract that does not begin like one has its place among the others.
        guard suite.contracts.isEmpty else { return planAtOnce() }
        suite.fileCount = entries.count
        suite.vocabulary.budget = ReadingBudget(size: size)
        var planner = Planner(suite)
        planner.planRead()
        let shelf = ContractShelf(contracts, suite: suite, operations: planner.operations)
        planner.plan(shelf, keeping: keptSize, into: &reading)
        return (suite, planner.plan, reading.all + planner.diagnostics.all)
    }

    private func planAtOnce() -> (suite: Suite, plan: Plan, diagnostics: [Diagnostic]) {
        var (suite, reading) = SuiteReader.read(files { _ in true })
        let (plan, diagnostics) = Planner.plan(suite)
        suite.contracts = []
        return (suite, plan, reading.all + diagnostics.all)
    }
}
