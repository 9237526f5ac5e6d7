/// What the operations of one instance share.
struct InstanceServices: Sendable {
    let store: Store
    let packages: PackageSource
    let links: LinkSigner
    let markers: MarkerSealer
    /// The address of the object store, without a slash at the end.
    let objectStoreURL: String
}
