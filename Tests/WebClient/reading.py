#!/usr/bin/env python3
"""Measures how easy the texts for families and children are, and says which are too hard.

    reading.py [--all]

Flesch-Kincaid grade (Kincaid and others, 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59. Grade 4 is read at about the age
of nine. All texts together must come to at most AVERAGE, each of them that has enough words to judge to at most HARDEST. It also wants every
English text to have a Bengali one; whether that is any good only a translator can say. Exit code 1 if anything fails.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).parents[2]
PAGES = ROOT / "Sources/Service/WebClient/pages"
AVERAGE, HARDEST = 5.0, 7.0
# Shorter texts are labels: a formula made for prose says nothing about them.
WORDS = 8
PARTS = {"name": "Marcus", "companion": "Denise", "telephone": "this number", "time": "four", "from": "four", "to": "five", "seconds": "five"}
# What the rule below counts wrongly, of the words we use.
SYLLABLES = {"every": 2, "everybody": 4, "everything": 3, "nobody": 3, "somebody": 3, "anybody": 4, "safari": 3, "firefox": 2, "edge": 1,
             "microphone": 3, "camera": 3, "interpreter": 4, "something": 2, "sometimes": 2, "somewhere": 2, "else": 1, "before": 2,
             "phone": 1, "home": 1, "javascript": 3, "video": 3, "denise": 2, "marcus": 2, "people": 2, "being": 2, "area": 3, "idea": 3,
             "we’re": 1, "you’re": 1, "can’t": 1, "don’t": 1, "doesn’t": 2, "didn’t": 2, "isn’t": 2, "wasn’t": 2, "that’s": 1}


def main():
    texts = {**javascript("words.js"), **javascript("words-help.js"), **javascript("words-carers.js"), **ground_rules(), **sentences(), **policies()}
    assert grade("The authority facilitates supervised participation subject to safeguarding considerations.") > 15 > 1 > grade("The cat sat on the mat.")
    judged = {key: grade(text) for key, text in texts.items() if len(words(text)) >= WORDS}
    problems = [f"{key}: grade {value:.1f}: {texts[key]}" for key, value in sorted(judged.items(), key=lambda one: -one[1]) if value > HARDEST]
    everything = grade(". ".join(text.rstrip(".") for text in texts.values() if len(words(text)) >= WORDS))
    hardest = max(judged, key=judged.get)
    print(f"{len(texts)} texts for families, {len(judged)} long enough to judge: grade {everything:.1f} together (at most {AVERAGE}), "
          f"the hardest {judged[hardest]:.1f} ({hardest}; at most {HARDEST})")
    if everything > AVERAGE:
        problems.append(f"together they are too hard: {everything:.1f}")
    if "--all" in sys.argv:
        for key, value in sorted(judged.items(), key=lambda one: -one[1]):
            print(f"{value:5.1f}  {key}: {texts[key]}")
    files = ("words.js", "words-help.js", "words-carers.js")
    keys = [key for file in files for key in block(file, "en")]
    problems += [f"{key} is in two files" for key in sorted({key for key in keys if keys.count(key) > 1})]
    for file in files:
        english, bengali = (set(block(file, language)) for language in ("en", "bn"))
        problems += [f"{file}: {key} has no Bengali" for key in sorted(english - bengali)]
    problems += [f"words-refusals.js: {key} has no Bengali: {text}" for key, text in {**policies(), **codes()}.items() if text not in refusals()]
    print(*problems, sep="\n")
    print(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


def javascript(file):
    return {f"{file} {key}": text for key, text in block(file, "en").items()}


def block(file, language):
    """The texts of one language, by key."""
    part = re.search(rf"^  {language}: \{{\n(.*?)^  \}},\n", (PAGES / file).read_text(), re.S | re.M)[1]
    return dict(re.findall(r"(?:^|\s)(\w+): '((?:[^'\\]|\\.)*)'", part))


def ground_rules():
    text = (ROOT / "Sources/Service/Broker/Demonstration/GroundRulesText.swift").read_text()
    found = []
    for part in text.split("language: ")[1:]:
        if part.startswith(".english"):
            found += re.findall(r'"([^"\\]{12,})"', part)
    return {f"ground rule {number}": rule for number, rule in enumerate(found, 1)}


def sentences():
    """What the server says of the state to children and families."""
    text = (ROOT / "Sources/Service/Broker/Session/Sentences.swift").read_text()
    family = [match for match in re.findall(r"case (?:\.child|\(\.child|\.family|\(_, [^)]*\))[^\n]*?:\s*(?:return )?\"([^\"]+)\"", text)]
    return {f"sentence {number}": re.sub(r"\\\(\w+\)", "Marcus", one) for number, one in enumerate(family, 1)}


def policies():
    found = {}
    for file in sorted((ROOT / "Policies").glob("*.cedar")):
        for name, reason in re.findall(r'@id\("([^"]+)"\)(?:(?!@id).)*?@familyReason\("([^"]+)"\)', file.read_text(), re.S):
            found[f"policy {name}"] = reason
    return found


def codes():
    """What the server says where no policy has a better sentence."""
    text = (ROOT / "Sources/Service/Signalling/ErrorCode.swift").read_text()
    return {f"code {name}": sentence for name, sentence in re.findall(r"case \.(\w+): \"([^\"]+)\"", text)}


def refusals():
    text = (PAGES / "words-refusals.js").read_text()
    return {english.replace("\\'", "'") for english in re.findall(r"^  '((?:[^'\\]|\\.)+)': '[^']+',$", text, re.M)}


def words(text):
    return re.findall(r"[A-Za-z][A-Za-z’'-]*", filled(text))


def filled(text):
    return re.sub(r"\{(\w+)\}", lambda part: PARTS.get(part[1], "Marcus"), text)


def grade(text):
    found = words(text)
    count = max(1, len([part for part in re.split(r"[.!?:;…]+(?:\s|$)", filled(text)) if words(part)]))
    return 0.39 * len(found) / count + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def syllables(word):
    word = word.lower()
    if word in SYLLABLES:
        return SYLLABLES[word]
    bare = re.sub(r"[’'].*", "", word)
    bare = re.sub(r"(?<=[^aeiouyl])e$|(?<=[aeiouy][^aeiouy])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxzgh])es$", "", bare)
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


if __name__ == "__main__":
    main()
