import Foundation

/// The contracts that were installed beside the program, so that `hallmark run rfs` works in any folder.
enum InstalledContracts {
    /// The folder of an installed suite that a name means, nil for a path and for a name that is a file or folder here.
    ///
    /// `HALLMARK_SUITES` names the folder of suites; without it they are in `../share/hallmark/Contracts` beside the
    /// folder of the program.
    static func path(_ name: String, process: [String: String] = ProcessVariables.all) -> String? {
        guard !name.contains("/"), !name.contains("."), !FilePath.exists(name) else { return nil }
        let path = "\(folder(process))/\(name)"
        return FilePath.exists("\(path)/\(SuiteLoader.suiteFile)") ? path : nil
    }

    /// The names of the installed suites, in order.
    static func names(process: [String: String] = ProcessVariables.all) -> [String] {
        let folder = folder(process)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter {
            FilePath.exists("\(folder)/\($0)/\(SuiteLoader.suiteFile)")
        }.sorted()
    }

    private static func folder(_ process: [String: String]) -> String {
        if let named = process["HALLMARK_SUITES"], !named.isEmpty { return named }
        let program =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments.first ?? ""
        return FilePath.joined(FilePath.parent(FilePath.parent(program)), "share/hallmark/Contracts")
    }
}
