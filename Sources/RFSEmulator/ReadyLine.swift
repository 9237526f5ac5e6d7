/// What a caller must know to use a running emulator; serve prints it as one line of JSON.
public struct ReadyLine: Codable, Sendable, Hashable {
    /// The main endpoint, for instance `http://127.0.0.1:8080`.
    public var endpoint: String
    /// The endpoint of administration.
    public var adminEndpoint: String
    /// The access key of the account that every emulator begins with.
    public var accessKey: String
    /// The secret key that belongs to the access key.
    public var secretKey: String
    /// A token of the same user, valid for 24 hours from the start.
    public var token: String
    /// The project of the account, 32 hexadecimal digits.
    public var projectID: String
    /// The account, 32 hexadecimal digits.
    public var domainID: String
    /// The region of the main endpoint.
    public var region: String
    /// The object store, where packages are put.
    public var objectStoreURL: String

    private enum CodingKeys: String, CodingKey {
        case endpoint
        case adminEndpoint = "admin_endpoint"
        case accessKey = "access_key"
        case secretKey = "secret_key"
        case token
        case projectID = "project_id"
        case domainID = "domain_id"
        case region
        case objectStoreURL = "object_store_url"
    }
}
