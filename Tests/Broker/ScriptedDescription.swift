import Media

/// What a scripted page offers and answers.
enum ScriptedDescription {
    static let text = ScriptedMediaPlane.description
}
