"""Somebody goes over to the other language while the session goes on."""


def english(page):
    """In the middle of it: at once, with the same pictures and the same drawing, and the server is told."""
    page.evaluate("window.__videos = [...document.querySelectorAll('video')]")
    page.get_by_role("button", name="English", exact=True).click()


def spoken(own, other):
    def run(page):
        told, lang, words, kept = page.evaluate("""() => [window.__stub.sent.filter(one => one.type === 'language').map(one => one.language), document.documentElement.lang,
            document.querySelector('#main').innerText, window.__videos.every(video => video.isConnected)]""")
        problems = [] if told == ["en"] and lang == "en" else [f"told {told}, the page is {lang}"]
        problems += [] if kept else ["a picture was made anew"]
        problems += [f"does not say {other}"] if other not in words else []
        return problems + ([f"still says {own}"] if own in words else [])
    return run
