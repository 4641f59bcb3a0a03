"""What goes wrong before anybody has met: each in the real pages, on a phone, in English and Bengali. Every page says what to do next, and none tells anybody of anybody."""
import re
import urllib.parse

from people import Stage

PHONE = {"width": 360, "height": 720}
# Whoever must not be named by a page that does not know its reader.
ANYBODY = ("amina", "nasrin", "নাসরিন", "farida", "denise", "sultana", "16:00", "kites")
# What Chromium itself cannot be made to do here: a camera that another program holds, a browser from before WebRTC.
BUSY = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotReadableError'); };"
ANCIENT = "delete window.RTCPeerConnection;"
NOTHING = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError'); }; navigator.mediaDevices.enumerateDevices = async () => [];"
REFUSED = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"
MUTE = """(() => { const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async wish => { if (wish.audio) throw new DOMException('', 'NotFoundError'); return real(wish); }; })()"""
CAMERA = {
    "refused": (REFUSED, "We can’t use your camera yet"), "busy": (BUSY, "Something else is using your camera"), "none": (NOTHING, "We can’t find a camera and a microphone"),
}


class Visit:
    """A page of a phone's, whose reader nobody knows yet."""

    def __init__(self, stage, name, script="", locale="en-GB", scripts=True):
        self.stage, self.name = stage, name
        self.context = stage.world.browser("family").browser.new_context(viewport=PHONE, locale=locale, java_script_enabled=scripts)
        if script:
            self.context.add_init_script(script)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15000)

    def text(self):
        return self.page.locator("body").inner_text()

    def shot(self):
        self.stage.world.shot(self.page, f"trouble {self.name}")

    def close(self):
        self.context.close()


def trouble(world, check):
    with Stage(world) as stage:
        links = stage.broker.links
        preview(stage, check, links["Nasrin"])
        for locale in ("en-GB", "bn-BD"):
            strangers(stage, check, locale)
        for name, (script, title) in CAMERA.items():
            camera(stage, check, name, script, title)
        ancient(stage, check, links["Nasrin"])
        used(stage, check)
        sign(stage, check)
        expired(world, stage, check)


def preview(stage, check, link):
    """A chat program's preview asks for the link without its end, cookies and scripts: it learns nothing, and the link still opens."""
    visit = Visit(stage, "preview", scripts=False)
    answer = visit.page.goto(link.partition("#")[0])
    words = (visit.page.content() + str(answer.headers)).lower()
    visit.shot()
    check("preview: tells of nobody and of no family", answer.status == 200 and not [word for word in (*ANYBODY, "family time", "set-cookie") if word in words])
    check("preview: it says what to do where scripts are off, in both languages", "JavaScript" in visit.text() and "চালু করুন" in visit.text())
    visit.page.locator("a[href='/help']").first.click()
    visit.shot()
    check("scripts off: the way to a telephone number", re.search(r"01632", visit.text()) is not None)
    visit.close()
    visit = Visit(stage, "after the preview")
    visit.page.goto(link)
    visit.page.locator("[data-step=start]").wait_for()
    check("preview: the link has lost nothing", "নাসরিন" in visit.text() or "Nasrin" in visit.text())
    visit.close()


def strangers(stage, check, locale):
    """A link that opens nothing, in the browser's language: the same page whatever is wrong with it."""
    bengali = locale.startswith("bn")
    pages = []
    for name, link in (("unknown", f"{stage.broker.url}/join#{'A' * 43}"), ("cut short", stage.broker.links["Nasrin"][:-20])):
        visit = Visit(stage, f"{name} {locale}", locale=locale)
        visit.page.goto(link)
        visit.page.locator("h1", has_text="ব্যবহার" if bengali else "This link").wait_for()
        visit.shot()
        pages.append(visit.text())
        visit.close()
    check(f"link {locale}: one page for all that open nothing; it says what to do and whom to ring", len(set(pages)) == 1 and "01632" in pages[0].replace("\u00a0", " "))
    check(f"link {locale}: it names nobody", not [word for word in ANYBODY if word in pages[0].lower()])


def to_camera(visit, link):
    page = visit.page
    page.goto(link)
    page.locator("[data-step=start] .actions button.primary").click()
    page.locator("[data-step=rules], [data-step=camera]").first.wait_for()
    if page.locator("[data-step=rules]").count():
        page.locator("[data-step=rules] .actions button").first.click()
    page.locator("[data-step=camera] .actions button.primary").click()


def camera(stage, check, name, script, title):
    for person, words in (("Amina", title), ("Nasrin", None)):
        visit = Visit(stage, f"camera {name} {person}", script)
        to_camera(visit, stage.broker.links[person])
        visit.page.locator(".trouble").wait_for()
        visit.shot()
        text = visit.text()
        steps = visit.page.locator(".trouble li").count()
        bengali = re.search("[\u0980-\u09ff]", visit.page.locator("h1").inner_text())
        check(f"camera {name}, {person}: what to do, again, and whom to ring", (words in text if words else bengali) and steps >= 2 and "01632" in text.replace("\u00a0", " ") and visit.page.locator(".actions button.primary").count() == 1,
              f"{steps} steps")
        wide = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        check(f"camera {name}, {person}: fits a phone", wide <= 0, f"{wide} px")
        visit.close()


def ancient(stage, check, link):
    visit = Visit(stage, "ancient", ANCIENT)
    visit.page.goto(link)
    visit.page.locator("[data-step=start]").wait_for()
    visit.shot()
    check("ancient browser: no way in that would fail, and the link can be taken to another", visit.page.locator(".notice button").count() == 1 and visit.page.locator("[data-step=start] .actions button.primary", has_text=re.compile("Next|পরবর্তী")).count() == 0)
    check("ancient browser: the link is in the address again, for the program's own menu", urllib.parse.urlparse(visit.page.url).fragment == link.partition("#")[2])
    visit.close()


def used(stage, check):
    """Nasrin is in on one phone; the same link on another says so, and her place stays hers."""
    nasrin = stage.person("Nasrin")
    nasrin.join()
    nasrin.wait_for(lambda state: state["you"]["place"] == "waiting", "waiting")
    stage.shot(nasrin, "waits, with a choice of language")
    nasrin.page.locator("[data-key=language]").click()
    nasrin.page.get_by_text("You are here. Please wait.").first.wait_for()
    nasrin.page.locator(".face.preview.on").wait_for()
    check("waiting: the other language is one tap away, and her place is kept", nasrin.page.evaluate("document.documentElement.lang") == "en")
    stage.shot(nasrin, "waits, in English")
    visit = Visit(stage, "used")
    to_camera(visit, stage.broker.links["Nasrin"])
    visit.page.locator(".face.preview.on").wait_for()
    visit.page.locator("[data-step=camera] .actions button.primary").click()
    visit.page.locator("h1", has_text=re.compile("Your place is open|অন্য")).wait_for()
    visit.shot()
    check("used: says where her place is, and her page goes on", "01632" in visit.text().replace("\u00a0", " ") and "/room" in nasrin.page.url)
    visit.close()


def sign(stage, check):
    """Jo signs and has no microphone: the camera opens, and Jo can join."""
    if "Jo" not in stage.broker.links:
        return check("signer: Jo has a link in the demo", False, ", ".join(stage.broker.links))
    visit = Visit(stage, "signer without microphone", MUTE)
    to_camera(visit, stage.broker.links["Jo"])
    visit.page.locator(".face.preview.on").wait_for()
    visit.shot()
    check("signer without a microphone: sees the own picture and can join", "No microphone" in visit.text() and visit.page.locator("[data-step=camera] .actions button.primary").is_enabled())
    visit.close()


def expired(world, stage, check):
    """A new start of the demo makes new links: the old ones open nothing, and say what every such link says."""
    old = stage.broker.links["Amina"]
    stage.broker.stop()
    stage.broker.start()
    visit = Visit(stage, "expired")
    visit.page.goto(old)
    visit.page.locator("h1").first.wait_for()
    visit.page.get_by_text("This link").first.wait_for()
    visit.shot()
    check("expired: the page of every link that opens nothing", "newest message" in visit.text() and not [word for word in ANYBODY if word in visit.text().lower()])
    visit.close()
