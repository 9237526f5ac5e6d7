/// The prices of the emulator, in hundredths of the currency; invented, like the discounts there are none of.
enum PriceList {
    /// How a resource is billed.
    enum Mode: String, Sendable {
        case subscription = "PRE_PAID"
        case onDemand = "POST_PAID"
        case free = "FREE"
    }

    /// The price of a resource for a number of periods.
    struct Price: Sendable, Hashable {
        var mode: Mode
        var period: String?
        var count: Int64?
        var cents: Int64
    }

    /// One entry: what a resource costs in an hour and in a month, and the arguments that the price goes by.
    struct Product: Sendable, Hashable {
        var hourly: Int64
        var monthly: Int64
        var inputs: [String]
    }

    static let products: [String: Product] = [
        "huaweicloud_compute_instance": Product(hourly: 45, monthly: 19_800, inputs: ["flavor_id", "image_id"]),
        "huaweicloud_evs_volume": Product(hourly: 4, monthly: 1_400, inputs: ["volume_type", "size"]),
        "huaweicloud_rds_instance": Product(hourly: 98, monthly: 42_300, inputs: ["flavor"]),
        "huaweicloud_vpc_eip": Product(hourly: 2, monthly: 1_150, inputs: ["bandwidth"]),
        "rfs_emulator_resource": Product(hourly: 1, monthly: 100, inputs: ["size"]),
    ]

    static let free: Set<String> = [
        "huaweicloud_vpc", "huaweicloud_vpc_subnet", "huaweicloud_networking_secgroup",
        "huaweicloud_networking_secgroup_rule",
    ]

    /// Resources of at most these numbers are priced for one template.
    static let maximumSubscriptions = 12
    static let maximumOnDemand = 24

    /// The price of a resource that a plan adds, or why there is none.
    static func price(of item: PlanItem) -> Result<Price, Unpriced> {
        if free.contains(item.key.type) { return .success(Price(mode: .free, cents: 0)) }
        guard let product = products[item.key.type] else {
            let isImage = item.key.type.contains("_images_")
            return .failure(isImage ? .image : .noProduct)
        }
        for input in product.inputs {
            if let reason = item.unknown[input] {
                return .failure(reason.hasPrefix("data.") ? .dataSource(input) : .dependsOnOther(input))
            }
            if item.arguments.contains(where: { $0.name == input && $0.isSensitive }) {
                return .failure(.sensitive(input))
            }
        }
        if item.unknown.isEmpty, !item.dependencies.isEmpty { return .failure(.dependsOnOther("depends_on")) }
        func value(_ name: String) -> String? { item.arguments.first { $0.name == name }?.value }
        switch value("charging_mode") ?? "postPaid" {
        case "postPaid":
            return .success(Price(mode: .onDemand, period: "HOUR", count: 1, cents: product.hourly))
        case "prePaid":
            let isYear = value("period_unit") == "year"
            let count = max(value("period").flatMap { Int64($0) } ?? 1, 1)
            let periods = min(count, 1_000_000) * (isYear ? 12 : 1)
            return .success(
                Price(
                    mode: .subscription, period: isYear ? "YEAR" : "MONTH", count: count,
                    cents: product.monthly * periods))
        case let mode: return .failure(.billingMode(mode))
        }
    }

    /// An amount with two decimals at most, as JSON.
    static func amount(_ cents: Int64) -> String {
        let rest = cents % 100
        if rest == 0 { return "\(cents / 100)" }
        return rest % 10 == 0 ? "\(cents / 100).\(rest / 10)" : "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// Why a resource has no price.
enum Unpriced: Error, Sendable, Hashable {
    case noProduct
    case image
    case dataSource(String)
    case dependsOnOther(String)
    case sensitive(String)
    case billingMode(String)
    case tooMany(Int)

    /// The rule that says so; nil where there is none.
    var rule: String? {
        switch self {
        case .noProduct: nil
        case .image: "images-unsupported"
        case .dataSource: "data-flavor-unsupported"
        case .dependsOnOther: "depends-on-unsupported"
        case .sensitive: "sensitive-unsupported"
        case .billingMode: "billing-modes"
        case .tooMany(PriceList.maximumSubscriptions): "limit-subscription"
        case .tooMany: "limit-on-demand"
        }
    }

    /// The reason in words.
    var message: String {
        switch self {
        case .noProduct: "the emulator has no price for this type"
        case .image: "images are not priced"
        case .dataSource(let name): "\(name) comes from a data source"
        case .dependsOnOther(let name): "\(name) makes the price depend on another resource"
        case .sensitive(let name): "\(name) is sensitive"
        case .billingMode(let mode): "the billing mode \(mode) is not priced"
        case .tooMany(let limit): "no more than \(limit) resources of this billing mode are priced"
        }
    }
}
