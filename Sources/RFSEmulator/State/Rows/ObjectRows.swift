import Foundation
import GRDB

/// The objects of the object store in a data file.
struct ObjectRows {
    let db: Database

    func put(_ object: StoredObject, at name: ObjectName) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO object (bucket, object_key, content_type, etag, modified, content)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Data(name.bucket), Data(name.key), object.contentType, object.etag, object.modified.milliseconds,
            Data(object.content),
        ])
    }

    func delete(_ name: ObjectName) throws {
        try db.cachedStatement(sql: "DELETE FROM object WHERE bucket = ? AND object_key = ?")
            .execute(arguments: [Data(name.bucket), Data(name.key)])
    }

    /// All objects.
    func load() throws -> [ObjectName: StoredObject] {
        var objects: [ObjectName: StoredObject] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT bucket, object_key, content_type, etag, modified, content FROM object")
        while let row = try rows.next() {
            let name = ObjectName(bucket: Array(row[0] as Data), key: Array(row[1] as Data))
            objects[name] = StoredObject(
                contentType: row[2], etag: row[3], modified: Instant(milliseconds: row[4]),
                content: Array(row[5] as Data))
        }
        return objects
    }
}
