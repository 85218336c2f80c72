extension Catalogue {
    /// The reports of the vendor's Reports Manager API.
    public static let vendor = Catalogue(files: [
        DefinitionFile(name: "campaign_7") { PackageResources.campaign_7_json },
        DefinitionFile(name: "cdr_1") { PackageResources.cdr_1_json },
        DefinitionFile(name: "cdr_3") { PackageResources.cdr_3_json },
        DefinitionFile(name: "cdr_6") { PackageResources.cdr_6_json },
        DefinitionFile(name: "diagram_9") { PackageResources.diagram_9_json },
    ])
}
