/// How large a template may be before its reader gives up; every bound protects against hostile input.
struct TemplateLimits: Sendable, Hashable {
    /// The deepest nesting of blocks, brackets and expressions.
    var depth = 100
    /// The most bytes that the files of a template have together.
    var size = 1 << 20
    /// The most files in an archive.
    var files = 100
    /// The most copies that `count` or `for_each` makes of one resource.
    var instances = 1000
    /// The most characters and elements that all computed values have together.
    var values = 4 << 20

    init() {}
}
