import Foundation
import GRDB

/// One object of the object store.
struct StoredObject: Sendable, Equatable {
    var contentType: String
    var etag: String
    var modified: Instant
    var content: [UInt8]
}

/// The objects, named by bucket and key; both are bytes, so that any key is possible.
struct ObjectTable {
    let db: Database

    func put(_ object: StoredObject, bucket: [UInt8], key: [UInt8]) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO object (bucket, object_key, content_type, etag, modified, content)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            Data(bucket), Data(key), object.contentType, object.etag, object.modified.milliseconds,
            Data(object.content),
        ])
    }

    func find(bucket: [UInt8], key: [UInt8]) throws -> StoredObject? {
        let statement = try db.cachedStatement(
            sql: "SELECT content_type, etag, modified, content FROM object WHERE bucket = ? AND object_key = ?")
        return try statement.first([Data(bucket), Data(key)]) { row in
            StoredObject(
                contentType: row[0], etag: row[1], modified: Instant(milliseconds: row[2]),
                content: Array(row[3] as Data))
        }
    }

    /// Removes an object; false when there was none.
    func delete(bucket: [UInt8], key: [UInt8]) throws -> Bool {
        try db.cachedStatement(sql: "DELETE FROM object WHERE bucket = ? AND object_key = ?")
            .execute(arguments: [Data(bucket), Data(key)])
        return db.changesCount > 0
    }

    func bucketExists(_ bucket: [UInt8]) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM object WHERE bucket = ?)")
        return try Bool.fetchOne(statement, arguments: [Data(bucket)]) ?? false
    }

    /// The package of a version by the key of its object.
    func package(_ objectKey: String) throws -> (content: [UInt8], created: Instant)? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT package.content, version.create_time FROM package
                JOIN version ON version.sequence = package.version WHERE package.object_key = ?
                """)
        return try statement.first([objectKey]) { row in
            (Array(row[0] as Data), Instant(milliseconds: row[1]))
        }
    }

    /// The template of a deployment by the key of its object.
    func template(_ objectKey: String) throws -> (content: [UInt8], created: Instant)? {
        let statement = try db.cachedStatement(
            sql: "SELECT template, create_time FROM deployment WHERE object_key = ?")
        return try statement.first([objectKey]) { row in
            (Array(row[0] as Data), Instant(milliseconds: row[1]))
        }
    }
}
