/// A value that few of many hold: kept behind a reference, so that one word stands where there is none.
///
/// Copies share the value; a change of one is a new value and leaves the others as they are.
@propertyWrapper
public struct Rare<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private var box: Box?

    /// Begins without a value.
    public init() {}

    /// The value, or nil.
    public var wrappedValue: Value? {
        get { box?.value }
        set { box = newValue.map { Box($0) } }
    }
}
