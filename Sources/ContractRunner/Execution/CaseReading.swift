import ContractCore
import Dispatch

/// How a case reads long answers: while one case does, the others wait.
///
/// A text of a megabyte may take a hundred as values, and as many cases as run at once would take that many times as
/// much.
extension CaseExecution {
    /// Reads content of so many bytes, alone when it is long.
    func reading<Value>(_ bytes: Int, _ body: () throws(Stop) -> Value) throws(Stop) -> Value {
        let wasReading = isReadingAlone
        beginReading(bytes)
        defer { if !wasReading { endReading() } }
        return try body()
    }

    /// Begins to read content of so many bytes, alone when it is long and this case does not read alone already.
    func beginReading(_ bytes: Int) {
        guard bytes > RunContext.largeAnswer, !isReadingAlone else { return }
        context.largeAnswers.wait()
        isReadingAlone = true
        // What others read before was in many small blocks, on other threads.
        Allocation.giveBack()
    }

    /// Lets the others read.
    func endReading() {
        guard isReadingAlone else { return }
        isReadingAlone = false
        context.largeAnswers.signal()
    }
}
