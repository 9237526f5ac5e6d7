/// What the operations of one instance share.
struct InstanceServices: Sendable {
    let accounts: Accounts
    let packages: PackageSource
    let links: LinkSigner
    let markers: MarkerSealer
    let former = FormerNames()
    let templates = TemplateShelf()
    /// The address of the object store, without a slash at the end.
    let objectStoreURL: String
    /// How long each part of a run takes, in milliseconds.
    let transition: Int64
}
