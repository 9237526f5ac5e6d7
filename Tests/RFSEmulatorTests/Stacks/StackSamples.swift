@testable import RFSEmulator

/// Files for templates, sound and damaged.
enum StackFiles {
    static let all: [(path: String, content: [UInt8])] = [
        ("/f/a.tf", good), ("/f/a.zip", ZipMaker.make([ZipMaker.File("main.tf", good)])), ("/f/b.zip", good),
        ("/f/a.tf.json", good), ("/f/c.tf", [0xFE, 0xFF, 0x00, 0x23]),
        ("/f/d.zip", ZipMaker.make([ZipMaker.File("main.tf", good), ZipMaker.File("v.tfvars")])),
        ("/f/e.zip", ZipMaker.make((0...100).map { ZipMaker.File("f\($0).tf", text: "") })),
        ("/f/f.zip", ZipMaker.make([ZipMaker.File("main.tf", good), ZipMaker.File(name(256) + "/a.txt", [0x20])])),
        ("/f/g.zip", ZipMaker.make([ZipMaker.File("main.tf", good), ZipMaker.File(longPath, [0x20])])),
        ("/f/h.zip", ZipMaker.make([ZipMaker.File("main.tf", good), ZipMaker.File("x", blank(1 << 20))])),
        ("/f/i.zip", ZipMaker.make([ZipMaker.File("main.tf", good), unpacked])),
    ]

    private static let good = Array(SampleTemplate.good.utf8)
    private static let longPath = Array(repeating: name(200), count: 11).joined(separator: "/")

    /// A file that unpacks to more than an archive may hold: deflated in stored blocks it would be too large packed.
    private static let unpacked: ZipMaker.File = {
        var file = ZipMaker.File("big", blank(1 << 20))
        file.method = 8
        file.packed = PackedBlank.bytes(count: 1 << 20)
        return file
    }()

    private static func name(_ count: Int) -> String { String(repeating: "n", count: count) }
    private static func blank(_ count: Int) -> [UInt8] { Array(repeating: 0x20, count: count) }
}

/// Spaces, deflated with the fixed codes of RFC 1951: one literal and then copies of it.
enum PackedBlank {
    static func bytes(count: Int) -> [UInt8] {
        var bits: [UInt8] = [1, 1, 0]
        func append(_ code: Int, _ length: Int) {
            for bit in stride(from: length - 1, through: 0, by: -1) { bits.append(UInt8(code >> bit & 1)) }
        }
        append(0x30 + 0x20, 8)
        var left = count - 1
        while left >= 258 {
            append(0b1100_0000 + 285 - 280, 8)
            append(0, 5)
            left -= 258
        }
        for _ in 0..<left { append(0x30 + 0x20, 8) }
        append(0, 7)
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: bits.count, by: 8) {
            var byte: UInt8 = 0
            for index in start..<min(start + 8, bits.count) { byte |= bits[index] << UInt8(index - start) }
            bytes.append(byte)
        }
        return bytes
    }
}

enum ExecutionPlanSamples {
    /// Additions of every price, a deletion.
    static let mixed = """
        resource "huaweicloud_vpc" "free" { name = "v" }
        resource "huaweicloud_evs_volume" "hourly" {
          count       = 25
          volume_type = "SSD"
          size        = 10
        }
        resource "huaweicloud_evs_volume" "monthly" {
          for_each      = { a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9, j = 10, k = 11, l = 12, m = 13 }
          volume_type   = "SSD"
          size          = 10
          charging_mode = "prePaid"
          period        = 3
        }
        resource "huaweicloud_evs_volume" "spot" {
          volume_type   = "SSD"
          size          = 10
          charging_mode = "spot"
        }
        variable "secret" {
          default   = "5"
          sensitive = true
        }
        resource "huaweicloud_evs_volume" "sensitive" {
          volume_type = "SSD"
          size        = var.secret
        }
        data "huaweicloud_compute_flavors" "f" {}
        resource "huaweicloud_compute_instance" "data" {
          flavor_id = data.huaweicloud_compute_flavors.f.ids
          image_id  = "i"
        }
        resource "huaweicloud_evs_volume" "other" {
          volume_type = "SSD"
          size        = huaweicloud_vpc.free.id
        }
        resource "huaweicloud_images_image" "i" { name = "i" }
        """
}

enum StackEventSamples {
    static let queries: [String] =
        [
            "filter=event_type==LOG", "filter=resource_type==rfs_emulator_resource", "filter=resource_name==none",
            "filter=event_type==LOG%7Cevent_type==SUMMARY", "filter=event_type==LOG,resource_name==a", "filter=event_type==LOG;x",
            "filter=(event_type==LOG)", "filter=event_type!=LOG", "filter=resource_name==a-b", "filter=colour==red",
            "filter=event_type==LOG,event_type==ERROR", "filter=\(String(repeating: "a", count: 513))", "field=a-b",
            "field=\(String(repeating: "a", count: 129))", "field=resource_name,resource_type", "deployment_id=short",
            "deployment_id=1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3",
        ] + EventFields.known.map { "field=\($0)" }
}

extension JSONValue {
    /// The value as JSON text.
    var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Names in paths.
enum PercentName {
    static func encode(_ name: String) -> String {
        name.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16, uppercase: true) }.joined()
    }
}

extension WallClock {
    /// A clock that stands still.
    static let still = WallClock { Instant(milliseconds: 1_700_000_000_000) }
}
