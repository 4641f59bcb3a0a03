"""Writes policies at random: of the right types for a world's schema, but for mistakes on purpose."""

# Strings that Unicode takes for the same and Cedar does not, and others that parsers trip over.
STRINGS = [
    "", "a", "ab", "abc", "A", "a*b", "*", "e\u0301", "\u00e9", "\u212b", "\u00c5", "A\u030a", "\ufb01", "fi",
    "\U0001f468\u200d\U0001f469", "\U0001f600", "\u0000", "\n", "\r\n", "\\", '"', "'", " ", "\u00a0", "\u1100\u1161",
    "\uac00", "in", "1", "true", "\u202e", "\ufeff", "\u0130", "\u00df",
]  # fmt: skip
LONGS = [0, 1, 2, 3, -1, -2, 7, 10, 2**31, 2**62, 2**63 - 1, -(2**63), -(2**63) + 1, 3037000500]
DECIMALS = ["1.0", "0.0", "-0.0", "1.2345", "922337203685477.5807", "-922337203685477.5808", "2.50"]
BAD_DECIMALS = ["1", "1.", ".5", "1.23456", "922337203685477.5808", "+1.0", "1.0e1", "\u0661.0"]
ADDRESSES = ["127.0.0.1", "10.0.0.0/8", "10.1.2.3", "::1", "ff02::1", "::/0", "1:2::3/64", "224.0.0.1", "0.0.0.0/0"]
BAD_ADDRESSES = ["", "127.0.0", "256.0.0.1", "1.2.3.4/33", "::1/129", "01.2.3.4", "::ffff:1.2.3.4", "1.2.3.4/08"]
DATETIMES = [
    "2024-02-29", "1970-01-01", "0000-01-01", "9999-12-31", "2026-10-20T15:50:00Z", "2026-10-20T15:50:00.123Z",
    "2026-10-20T15:50:00+0130", "1969-12-31T23:59:59.999-2359", "9999-12-31T23:59:59.999Z",
]  # fmt: skip
BAD_DATETIMES = ["2023-02-29", "2024-13-01", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00", "24-01-01", "2024-01-01Z"]
DURATIONS = ["1h", "0ms", "-1d", "1d2h3m4s5ms", "106751991167d7h12m55s807ms", "-106751991167d7h12m55s808ms", "90m"]
BAD_DURATIONS = ["", "1", "h", "1s1h", "106751991168d", "+1h", "1h1h", "-"]
EXTENSIONS = {
    "decimal": ("decimal", DECIMALS, BAD_DECIMALS),
    "ipaddr": ("ip", ADDRESSES, BAD_ADDRESSES),
    "datetime": ("datetime", DATETIMES, BAD_DATETIMES),
    "duration": ("duration", DURATIONS, BAD_DURATIONS),
}
NAMES = ["a", "b", "c", "d", "name", "if", "e\u0301", "\u00e9", "x y", "__expr", "principal"]
PRIMITIVES = ["Bool", "Long", "String"]


def identifier(name):
    return name.isascii() and name.isidentifier() and name not in {"if", "in", "is", "has", "like", "then", "else"}


class PolicyWriter:
    """The part of a world that writes policies; the schema and the entities are in `cedar_worlds`."""

    # Policies

    def policies(self):
        return "\n".join(self.policy() for _ in range(self.pick([1, 1, 1, 2, 3, 4])))

    def policy(self):
        requested = [name for name, action in self.actions.items() if action["applies"]]
        name = self.pick(requested)
        applies = self.actions[name]["applies"]
        self.principal = self.pick(applies["principal"])
        self.resource = self.pick(applies["resource"])
        self.action = name
        self.context = applies["context"]
        self.known = []
        exact = self.chance(0.7)
        scope = ", ".join([
            self.scope("principal", self.principal, exact), self.action_scope(name, exact),
            self.scope("resource", self.resource, exact),
        ])  # fmt: skip
        conditions = ""
        for _ in range(self.pick([0, 1, 1, 1, 1, 2, 3])):
            keyword = self.pick(["when", "when", "when", "unless"])
            conditions += f"\n{keyword} {{ {self.expression('Bool', self.pick([1, 2, 3, 4]))} }}"
            if keyword == "unless":
                self.known = []
        return f"{self.pick(['permit', 'permit', 'forbid'])} ({scope}){conditions};"

    def scope(self, variable, kind, exact):
        if self.chance(self.mistakes):
            kind = self.pick(list(self.types) + list(self.enums) + ["Nobody"])
        group = self.pick(self.types.get(kind, {}).get("in") or [kind])
        forms = [f"{variable} is {kind}"] * 4
        forms += [f"{variable} == {self.entity_text(kind)}", f"{variable} is {kind} in {self.entity_text(group)}"]
        if not exact:
            forms = [variable] * 3 + forms + [f"{variable} in {self.entity_text(group)}"]
            if self.chance(0.04):
                forms = [f"{variable} == ?{variable}", f"{variable} is {kind} in ?{variable}"]
        return self.pick(forms)

    def action_scope(self, name, exact):
        if exact:
            return f"action == {self.action_text(name)}"
        listed = ", ".join(self.action_text(other) for other in self.some(list(self.actions)))
        return self.pick(["action", f"action in [{listed}]", f"action in {self.action_text(name)}"])

    def action_text(self, name):
        if self.chance(self.mistakes):
            name = "dance"
        return f"{self.action_type}::{self.string(name)}"

    def entity_text(self, kind):
        uid = self.some_uid(kind) if kind != "Nobody" else ("Nobody", "a")
        name = "none" if self.chance(self.mistakes) else uid[1]
        return f"{uid[0]}::{self.string(name)}"

    def plain(self, text):
        """A string as schemas and policies write it, all that is unusual escaped."""
        return '"' + "".join(self.escaped(letter) for letter in text) + '"'

    def escaped(self, letter):
        if letter in "\"\\":
            return "\\" + letter
        return letter if " " <= letter <= "~" else f"\\u{{{ord(letter):x}}}"

    def string(self, text):
        """A string as policies write it, some letters escaped in one of the ways there are."""
        written = '"'
        for letter in text:
            if letter in '"\\\r\n\0' or not letter.isprintable() or self.chance(0.1):
                short = {"\n": "\\n", "\r": "\\r", "\0": "\\0", "'": "\\'", "\t": "\\t"}.get(letter)
                written += short if short and self.chance(0.5) else self.escaped(letter)
            else:
                written += letter
        return written + '"'

    # Expressions

    def expression(self, kind, depth):
        """An expression of that type, or on purpose of another."""
        if self.chance(self.mistakes):
            kind = self.type(1)
        if depth <= 0:
            return self.leaf(kind)
        roll = self.random.random()
        if roll < 0.08:
            test = self.expression("Bool", depth - 1)
            return f"(if {test} then {self.expression(kind, depth - 1)} else {self.expression(kind, depth - 1)})"
        if roll < 0.12:
            return self.member({"q": self.expression(kind, depth - 1)}, "q")
        if kind == "Bool":
            return self.boolean(depth)
        if roll < 0.45:
            path = self.path(kind)
            if path:
                return path
        if kind == "Long":
            return self.number(depth)
        if isinstance(kind, str) and kind in EXTENSIONS:
            return self.extension(kind, depth)
        if isinstance(kind, tuple) and kind[0] == "set":
            parts = [self.expression(kind[1], depth - 1) for _ in range(self.pick([0, 1, 1, 2, 3]))]
            return f"[{', '.join(parts)}]" if parts or self.chance(0.2) else self.leaf(kind)
        if isinstance(kind, tuple) and kind[0] == "record":
            return self.record_text({name: self.expression(of, depth - 1) for name, (of, _) in kind[1].items()})
        return self.leaf(kind)

    def record_text(self, members):
        return "{" + ", ".join(f"{self.string(name)}: {text}" for name, text in members.items()) + "}"

    def member(self, members, name):
        return self.record_text(members) + self.access(name)

    def access(self, name):
        return f".{name}" if identifier(name) and self.chance(0.7) else f"[{self.string(name)}]"

    def leaf(self, kind):
        path = self.path(kind) if self.chance(0.5) else None
        if path:
            return path
        if isinstance(kind, tuple):
            if kind[0] == "set":
                return f"[{self.leaf(kind[1])}]"
            if kind[0] == "record":
                return self.record_text({name: self.leaf(of) for name, (of, _) in kind[1].items()})
            return self.entity_text(kind[1])
        if kind == "Bool":
            return self.pick(["true", "false"])
        if kind == "Long":
            return str(self.pick(LONGS))
        if kind == "String":
            return self.string(self.pick(STRINGS))
        function, good, bad = EXTENSIONS[kind]
        return f"{function}({self.string(self.pick(bad if self.chance(self.mistakes + 0.01) else good))})"

    def paths(self):
        """What variables and their attributes are of which type, and what must be asked first."""
        found = [("principal", ("entity", self.principal), None), ("resource", ("entity", self.resource), None)]
        found += [("action", ("entity", self.action_type), None), ("context", ("record", self.context), None)]
        for text, kind, asked in list(found):
            self.reach(text, kind, asked, found, 3)
        return found

    def reach(self, text, kind, asked, found, depth):
        attributes = {}
        if depth and isinstance(kind, tuple):
            if kind[0] == "record":
                attributes = kind[1]
            elif kind[0] == "entity":
                attributes = self.types.get(kind[1], {}).get("attrs", {})
        for name, (of, required) in attributes.items():
            inner = text + (f".{name}" if identifier(name) else f"[{self.plain(name)}]")
            needed = asked if required else f"{text} has {name if identifier(name) else self.plain(name)}"
            if required or not asked:
                found.append((inner, of, needed))
                self.reach(inner, of, needed, found, depth - 1)

    def path(self, kind):
        fitting = [(text, asked) for text, of, asked in self.paths() if of == kind]
        fitting = [text for text, asked in fitting if not asked or asked in self.known or self.chance(0.1)]
        return self.pick(fitting) if fitting else None

    def number(self, depth):
        operator = self.pick(["+", "-", "*", "neg"])
        if operator == "neg":
            return f"-({self.expression('Long', depth - 1)})"
        if self.chance(0.1):
            return self.expression("duration", depth - 1) + self.pick([".toDays()", ".toMilliseconds()", ".toHours()"])
        return f"({self.expression('Long', depth - 1)} {operator} {self.expression('Long', depth - 1)})"

    def extension(self, kind, depth):
        if kind == "datetime" and self.chance(0.5):
            base = self.expression("datetime", depth - 1)
            return self.pick([f"{base}.toDate()", f"{base}.offset({self.expression('duration', depth - 1)})"])
        if kind == "duration" and self.chance(0.5):
            base = self.expression("datetime", depth - 1)
            return self.pick([f"{base}.toTime()", f"{base}.durationSince({self.expression('datetime', depth - 1)})"])
        return self.leaf(kind)

    def boolean(self, depth):
        forms = [
            self.both, self.both, self.both, self.either, self.negation, self.equality, self.equality, self.order,
            self.asked, self.asked, self.asked, self.has, self.tag, self.tag, self.within, self.within,
            self.type_test, self.like, self.contains, self.contains, self.decimal_order, self.address,
        ]  # fmt: skip
        return self.pick(forms)(depth - 1)

    def both(self, depth):
        before = list(self.known)
        text = f"({self.expression('Bool', depth)} && {self.expression('Bool', depth)})"
        if self.chance(0.3):
            text = f"{text[:-1]} && {self.expression('Bool', depth)})"
        self.known = before
        return text

    def either(self, depth):
        return f"({self.expression('Bool', depth)} || {self.expression('Bool', depth)})"

    def negation(self, depth):
        return f"!({self.expression('Bool', depth)})"

    def equality(self, depth):
        kind = self.type(2)
        operator = self.pick(["==", "!="])
        return f"({self.expression(kind, depth)} {operator} {self.expression(kind, depth)})"

    def order(self, depth):
        kind = self.pick(["Long", "Long", "datetime", "duration"])
        operator = self.pick(["<", "<=", ">", ">="])
        return f"({self.expression(kind, depth)} {operator} {self.expression(kind, depth)})"

    def asked(self, depth):
        """`x has a && …`, where x.a may be read behind it."""
        asked = [asked for _, _, asked in self.paths() if asked]
        if not asked:
            return self.has(depth)
        question = self.pick(asked)
        before = list(self.known)
        self.known.append(question)
        text = f"({question} && {self.expression('Bool', depth)})"
        self.known = before
        if self.chance(0.1):
            text = f"({question} && {question} && {text})"
        return text

    def has(self, depth):
        text, kind, _ = self.pick(self.paths())
        names = [name for name in NAMES if identifier(name)]
        wanted = ".".join(self.some(names)) if self.chance(0.8) else self.string(self.pick(NAMES))
        return f"({text} has {wanted})"

    def tag(self, depth):
        owners = [text for text, kind, asked in self.paths() if kind[0] == "entity" and not asked]
        owner = self.pick(owners)
        name = self.expression("String", min(depth, 1))
        kinds = [declaration["tags"] for declaration in self.types.values() if declaration["tags"]]
        if not kinds or self.chance(0.2):
            return f"{owner}.hasTag({name})"
        kind = self.pick(kinds)
        return f"({owner}.hasTag({name}) && {owner}.getTag({name}) == {self.expression(kind, depth)})"

    def within(self, depth):
        kinds = list(self.types) + list(self.enums)
        if self.chance(0.2):
            return f"(action in {self.pick([self.action_text(self.pick(list(self.actions))), self.action_list()])})"
        kind = self.pick(kinds)
        groups = (self.types.get(kind, {}).get("in") or kinds) if self.chance(0.8) else kinds
        group = ("entity", self.pick(groups))
        if self.chance(0.4):
            group = ("set", group)
        return f"({self.expression(('entity', kind), depth)} in {self.expression(group, depth)})"

    def action_list(self):
        return f"[{', '.join(self.action_text(name) for name in self.some(list(self.actions)))}]"

    def type_test(self, depth):
        kinds = list(self.types) + list(self.enums)
        owner = self.expression(("entity", self.pick(kinds)), depth)
        group = f" in {self.expression(('entity', self.pick(kinds)), depth)}" if self.chance(0.4) else ""
        return f"({owner} is {self.pick(kinds)}{group})"

    def like(self, depth):
        pattern = self.string(self.pick(STRINGS)).replace("*", self.pick(["*", "\\*"]))
        return f"({self.expression('String', depth)} like {pattern})"

    def contains(self, depth):
        kind = self.type(1)
        owner = self.expression(("set", kind), depth)
        form = self.pick(["contains", "containsAll", "containsAny", "isEmpty"])
        if form == "isEmpty":
            return f"{owner}.isEmpty()"
        return f"{owner}.{form}({self.expression(kind if form == 'contains' else ('set', kind), depth)})"

    def decimal_order(self, depth):
        form = self.pick(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"])
        return f"{self.expression('decimal', depth)}.{form}({self.expression('decimal', depth)})"

    def address(self, depth):
        owner = self.expression("ipaddr", depth)
        if self.chance(0.5):
            return f"{owner}.isInRange({self.expression('ipaddr', depth)})"
        return f"{owner}.{self.pick(['isIpv4', 'isIpv6', 'isLoopback', 'isMulticast'])}()"


TOKENS = [
    "(", ")", "[", "]", "{", "}", "!", "-", "==", "!=", "<", ">=", "&&", "||", "::", ".", ",", ";", "@", "?", '"', "\\",
    "//", " if ", " then ", " else ", " in ", " has ", " is ", " like ", "principal", "context", "9223372036854775808",
    "\0", "\u00e9", "\r\n", "ip(", "--", "!!", "when", "unless", "?principal", "@id", "\\u{110000}", "\\x41", "\\*", "+",
    "*", "true", "1", ".isEmpty()", ".contains(1)", "__cedar", "a::b", "\u00a0", "/* */", "%", "|", "&", "=", "_",
]  # fmt: skip


# Other ways to write the same, or nearly: what stands there, and what takes its place.
REWRITINGS = [
    (" ", "\t"), (" ", " // note\n"), (" ", "\u00a0"), (" ", "\r\n"), (" ", ""), ("(", "( "), ("(", "(("), ("(", "(!"),
    ("(", "(!!"), ("(", "(!!!!"), ("(", "(!!!!!"), ("(", "(-"), ("(", "(--"), ("(", "(-----"), (")", "))"), (")", ",)"),
    ("]", ",]"), ("}", ",}"), ("[", "[,"), ("1", "01"), ("1", "1 .a"), ("2", "1_0"), ("&&", "&& true &&"), ("&&", "||"),
    ("||", "|| false &&"), ("==", "=="), ("==", "!="), ("==", "in"), ("==", "is"), ("==", "has"), ("==", "like"),
    ("<", "<="), ("+", "-"), ("*", "+"), ("*", "/"), (".", " . "), (".", ".a."), ('"', "'"), ('"a', '"\\x41'),
    ('"', '"\\u{1f600}'), ('"', '"\\*'), ('"', '"\\t'), ('"', '"\\q'), ("::", " :: "), ("::", "::a::"), ("permit", "forbid"),
    ("permit", '@a("b") @c permit'), ("permit", '@a @a permit'), ("when", "unless"), ("when", "when { true } when"),
    ("principal", "resource"), ("principal", "context"), ("principal", "principle"), ("resource", "?resource"),
    ("principal", "(principal)"), ("action", "action"), ("context", "context.a"), (";", ";;"), (";", ""), ("is", "== "),
    ("true", "True"), ("true", "(true)"), ("false", "!true"), ("if", "if if"), ("contains", "containsAll"), ("has ", 'has "'),
    ("contains", "isIpv4"), ("ip", "decimal"), ("duration", "datetime"), ("User", "Group"), ("Photo", "Action"),
    ("hasTag", "getTag"), ("like", "=="), (" in ", " == "), ("has a", "has a.b.c"), ("User", "User::User"), ("then", "else"),
]  # fmt: skip


def rewritten(text, source):
    """The text with one thing written otherwise."""
    for _ in range(20):
        old, new = source.choice(REWRITINGS)
        places = [place for place in range(len(text)) if text.startswith(old, place)]
        if places:
            place = source.choice(places)
            return text[:place] + new + text[place + len(old) :]
    return text


def mutated(text, source):
    """The text with up to three small accidents."""
    for _ in range(source.randint(1, 3)):
        place = source.randrange(len(text) + 1)
        length = source.randint(1, 8)
        form = source.randrange(4)
        if form == 0:
            text = text[:place] + source.choice(TOKENS) + text[place:]
        elif form == 1:
            text = text[:place] + text[place + length :]
        elif form == 2:
            text = text[:place] + text[place : place + length] + text[place:]
        else:
            text = text[:place] + source.choice(TOKENS) + text[place + length :]
    return text
