"""A person with a keyboard and no mouse: reaches every control, sees where they are, is caught nowhere."""

CONTROLS = """() => [...document.querySelectorAll('a[href], button, input, textarea, select, summary, [tabindex="0"]')]
  .filter(one => !one.disabled && one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length)
  .map(one => { one.__wanted = true; return name(one); function name(one) { return (one.getAttribute('aria-label') ?? (one.textContent || one.id || one.tagName)).trim().slice(0, 40); } })"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  const isSeen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const isSame = one === globalThis.__last;
  globalThis.__last = one;
  const count = isSame ? 0 : (one.__visits = (one.__visits ?? 0) + 1);
  return {name: (one.getAttribute('aria-label') ?? (one.textContent || one.id || one.tagName)).trim().slice(0, 40), ring, isSeen, isSame, count, isWanted: Boolean(one.__wanted)};
}"""
# What must be at hand, and after how many presses of Tab at most.
NEAR = {"child-live": ("Stop", 2), "child-held": ("Stop", 2), "child-lost": ("Stop", 2), "desk-live": ("Pause", 1)}


def problems(page, name):
    """Presses Tab until the page is left or has come round."""
    wanted = page.evaluate(CONTROLS)
    if not wanted:
        return []
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    found, reached = [], []
    for _ in range(len(wanted) * 2 + 12):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        # A date is one field and takes a press for day, month, year and calendar each.
        if now is None or now["isSame"]:
            continue
        if now["count"] > 1:
            break
        reached.append(now["name"])
        if not now["ring"]:
            found.append(f"“{now['name']}” shows no focus")
        if not now["isSeen"]:
            found.append(f"“{now['name']}” has the focus out of sight")
    found += [f"“{one}” can’t be reached by keyboard" for one in sorted(set(wanted) - set(reached))]
    if name in NEAR:
        control, presses = NEAR[name]
        at = next((index + 1 for index, one in enumerate(reached) if one.startswith(control)), 99)
        if at > presses:
            found.append(f"“{control}” takes {at} presses of Tab")
    return found
