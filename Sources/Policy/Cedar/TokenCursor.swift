/// Walks over the tokens of a text, and says where and why it stumbles.
struct TokenCursor {
    /// Whose text it is.
    enum Blame: Sendable { case policy, schema }

    private let file: String
    private let blame: Blame
    private let tokens: [Token]
    private var index = 0

    init(_ text: String, file: String, blame: Blame) throws(CedarError) {
        self.file = file
        self.blame = blame
        do throws(Lexer.Failure) {
            tokens = try Lexer.tokens(text)
        } catch {
            throw TokenCursor.error(blame, file: file, error.position, error.sentence)
        }
    }

    // MARK: Looking

    /// The token that is next; the end's, again and again, at the end.
    var current: Token { token(ahead: 0) }

    func token(ahead count: Int) -> Token {
        tokens[min(index + count, tokens.count - 1)]
    }

    var position: Position { current.position }
    var isAtEnd: Bool { current.kind == .end }

    func isNext(_ symbol: Token.Symbol, ahead count: Int = 0) -> Bool {
        token(ahead: count).kind == .symbol(symbol)
    }

    func isNext(_ word: String) -> Bool { current.kind == .identifier(word) }

    // MARK: Taking

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    mutating func take(_ symbol: Token.Symbol) -> Bool {
        guard isNext(symbol) else { return false }
        advance()
        return true
    }

    mutating func take(_ word: String) -> Bool {
        guard isNext(word) else { return false }
        advance()
        return true
    }

    /// `place` completes the sentence "Expected … <place>, found …".
    mutating func expect(_ symbol: Token.Symbol, _ place: String) throws(CedarError) {
        guard take(symbol) else { throw expected("`\(symbol.rawValue)` \(place)") }
    }

    mutating func expect(_ word: String, _ place: String) throws(CedarError) {
        guard take(word) else { throw expected("`\(word)` \(place)") }
    }

    /// Any identifier, reserved or not.
    mutating func word(_ what: String) throws(CedarError) -> String {
        guard case .identifier(let name) = current.kind else { throw expected(what) }
        advance()
        return name
    }

    /// An identifier that is not reserved.
    mutating func identifier(_ what: String) throws(CedarError) -> String {
        guard case .identifier(let name) = current.kind else { throw expected(what) }
        guard !Reserved.words.contains(name) else {
            throw error("`\(name)` is a reserved word; it cannot be used as a name.")
        }
        advance()
        return name
    }

    /// A string, its escapes read.
    mutating func string(_ what: String) throws(CedarError) -> String {
        guard case .string(let raw) = current.kind else { throw expected(what) }
        guard let text = StringLiteral.text(raw) else { throw badEscape }
        advance()
        return text
    }

    // MARK: Errors

    func expected(_ what: String) -> CedarError {
        error("Expected \(what), found \(current.description).")
    }

    var badEscape: CedarError {
        error("This string holds an escape sequence that Cedar does not know.")
    }

    /// An error at the next token, or at another place.
    func error(_ sentence: String, at position: Position? = nil) -> CedarError {
        TokenCursor.error(blame, file: file, position ?? self.position, sentence)
    }

    private static func error(
        _ blame: Blame,
        file: String,
        _ position: Position,
        _ sentence: String
    ) -> CedarError {
        switch blame {
        case .policy: .policyMalformed(file: file, position: position, sentence: sentence)
        case .schema: .schemaMalformed(file: file, position: position, sentence: sentence)
        }
    }
}
