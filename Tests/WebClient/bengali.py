"""Scenes as somebody whose language is Bengali gets them."""
import copy
import re

from reading import block

FILES = ("words.js", "words-help.js", "words-carers.js")


def in_bengali(scene, click):
    """The same scene in Bengali: its presses too, where they are presses of buttons by name; else its first screen."""
    steps = getattr(scene.get("then"), "steps", ())
    scene = copy.deepcopy({key: value for key, value in scene.items() if key not in ("then", "expect")})
    if scene.get("look"):
        scene["look"]["language"] = "bn"
        scene["look"].get("agreement", {})["language"] = "bn"
    if scene.get("after"):
        scene["after"]["language"] = "bn"
    if (scene.get("scene") or {}).get("state"):
        scene["scene"]["state"]["you"]["language"] = "bn"
    # "English" is how one leaves Bengali.
    return scene | {"then": click(*[translated(step) for step in steps if step != "English"])}


def translated(name):
    """The Bengali text of a button whose English text is `name`, with the same names of people in it."""
    for file in FILES:
        english, bengali = block(file, "en"), block(file, "bn")
        for key, text in english.items():
            # Buttons have one hole at most.
            found = re.fullmatch(re.sub(r"\\{\w+\\}", "(.+)", re.escape(text)), name)
            if found and text.count("{") < 2:
                return re.sub(r"\{\w+\}", lambda _: found[1], bengali[key])
        if name in bengali.values():
            return name
    raise KeyError(f"no text of the pages is {name!r}")
