import Synchronization

/// One object of the object store.
struct StoredObject: Sendable, Equatable {
    var contentType: String
    var etag: String
    var modified: Instant
    var content: [UInt8]
}

/// The objects of all buckets.
final class ObjectTable: Sendable {
    private let store: Store
    private let objects: Mutex<[ObjectName: StoredObject]>

    /// Loads the objects of a data file.
    init(store: Store) throws {
        self.store = store
        objects = Mutex(try store.read { db in try ObjectRows(db: db).load() } ?? [:])
    }

    func put(_ object: StoredObject, at name: ObjectName) throws {
        try objects.withLock { objects in
            try store.write { db in try ObjectRows(db: db).put(object, at: name) }
            objects[name] = object
        }
    }

    func find(_ name: ObjectName) -> StoredObject? { objects.withLock { $0[name] } }

    /// Removes an object if it is there.
    func delete(_ name: ObjectName) throws {
        try objects.withLock { objects in
            guard objects[name] != nil else { return }
            try store.write { db in try ObjectRows(db: db).delete(name) }
            objects[name] = nil
        }
    }

    func bucketExists(_ bucket: [UInt8]) -> Bool {
        objects.withLock { objects in objects.keys.contains { $0.bucket == bucket } }
    }
}
