/// A schema as it is written, before its names are resolved.
struct SchemaSyntax: Sendable {
    struct Name: Sendable {
        let text: String
        let position: Position
    }

    indirect enum TypeSyntax: Sendable {
        case name(Name)
        case set(TypeSyntax)
        case record([AttributeSyntax])
    }

    struct AttributeSyntax: Sendable {
        let name: Name
        let isRequired: Bool
        let type: TypeSyntax
    }

    struct EntitySyntax: Sendable {
        let name: Name
        var memberOf: [Name] = []
        var attributes: [AttributeSyntax] = []
        var tags: TypeSyntax?
        var ids: [String]?
    }

    struct ActionSyntax: Sendable {
        let name: Name
        var groups: [ActionName] = []
        var appliesTo: AppliesToSyntax?
    }

    /// An action's id, after its type if that is given.
    struct ActionName: Sendable {
        let type: String?
        let id: Name
    }

    struct AppliesToSyntax: Sendable {
        var principals: [Name]?
        var resources: [Name]?
        var context: TypeSyntax?
    }

    struct CommonTypeSyntax: Sendable {
        let name: Name
        let type: TypeSyntax
    }

    struct Namespace: Sendable {
        /// Empty for declarations outside any namespace.
        let name: String
        var entities: [EntitySyntax] = []
        var actions: [ActionSyntax] = []
        var commonTypes: [CommonTypeSyntax] = []
    }

    var namespaces: [Namespace] = []
}
