import CLibcurl

/// How a program that sends requests takes memory from the system.
public enum Allocation {
    /// Lets large blocks go back to the system as soon as they are free, whichever thread took them.
    ///
    /// glibc keeps freed blocks for the thread that had them, and learns to do so with ever larger ones: the answers of
    /// a target that sends megabytes would stay in memory once for each job. Called once, before threads are made.
    public static func returnLargeBlocks() { hallmark_return_large_blocks() }

    /// Lets go of the program's code and constants, and those of its libraries, that were used so far.
    ///
    /// A file is mapped into memory by sixteen pages at a time, so what is used once, to read a command line and a suite,
    /// stays as 12 MB of each run. What the run itself needs is mapped again, and comes to a quarter of that.
    public static func giveBackCode() { hallmark_give_back_code() }

    /// Gives all free memory back to the system; takes milliseconds.
    public static func giveBack() { hallmark_give_back_memory() }
}
