#!/usr/bin/env python3
"""Real Chromium pages with fake cameras against the real broker and the real media server, in network namespaces.

    run.py [NAME ...] [--screens FOLDER]       all but those that are run by hand, if no name is said

Needs root, Debian's chromium, janus, iproute2 and libnss3-tools, Python's playwright, and a debug build of contact-broker. Prints a line for each
check, judged by what receivers got. Exit code 1 if one fails.
"""
import argparse
import os
import pathlib
import shutil
import sys
import tempfile
import time
import traceback

from playwright.sync_api import sync_playwright

from broker import Broker
from child import alert, take_break
from demo import demo
from disk import disk
from kinds import respite, supervision
from network import Network
from people import Browser
from poor import poor
from records import record
from secrecy import canaries, wrong_link
from signing import signing
from staff import debrief, handover, hidden
from stopping import faults, stop, stop_alone
from supervision import closed, cut, hostile
from talks import break_talk
from trouble import trouble
from whole import whole

SCENARIOS = {
    "whole": whole, "closed": closed, "cut": cut, "hostile": hostile, "stop": stop, "stop-alone": stop_alone, "faults": faults,
    "handover": handover, "hidden": hidden, "debrief": debrief,
    "wrong-link": wrong_link, "canaries": canaries, "supervision": supervision, "respite": respite, "demo": demo, "break": take_break, "alert": alert, "poor": poor,
    "break-talk": break_talk, "trouble": trouble, "signing": signing, "record": record, "disk": disk,
}


# A poor network wants a machine that does nothing else: on a busy one everything is poor.
BY_HAND = {"poor"}


class World:
    """What all scenarios share: the network, the browsers, one authority they trust."""

    def __init__(self, play, screens):
        self.play, self.screens = play, screens
        self.network = Network(["marcus", "family", "far"])
        self.authority = tempfile.mkdtemp(prefix="cb-authority-") + "/certs"
        broker = Broker(self.network)
        shutil.copytree(f"{broker.data}/certs", self.authority)
        broker.close()
        self.browsers, self.shots = {}, 0

    def browser(self, name):
        """A running one; a killed one is replaced."""
        one = self.browsers.get(name)
        if one is None or not one.browser.is_connected():
            one = self.browsers[name] = Browser(self.play, self.network, name, f"{self.authority}/ca.pem", {"marcus": 90, "family": 160, "far": 40}[name])
        return one

    def shot(self, page, name):
        self.shots += 1
        try:
            page.screenshot(path=f"{self.screens}/{self.shots:03} {name}.png", full_page=True)
        except Exception:  # A page in the middle of something else: no picture is no failure.
            pass

    def close(self):
        for browser in self.browsers.values():
            browser.close()
        shutil.rmtree(os.path.dirname(self.authority), ignore_errors=True)


class Checks:
    """Prints each check, and those that failed once more at the end, where a shortened output still has them."""

    def __init__(self):
        self.passed, self.failures = 0, []

    def __call__(self, what, holds, figures=""):
        line = f"{what}{': ' if figures else ''}{figures}"
        print(f"{'ok    ' if holds else 'FAILED'} {line}", flush=True)
        if holds:
            self.passed += 1
        else:
            self.failures.append(line)
        return holds


def play_scene(name, world, checks):
    """A scene that could not be set (pages too slow for each other on a busy machine) has shown nothing and is played once more; a check that failed stays failed."""
    try:
        return SCENARIOS[name](world, checks)
    except Exception:
        print(f"AGAIN  {name} did not run to its end, load {os.getloadavg()[0]:.1f}: {traceback.format_exc()}", flush=True)
    try:
        SCENARIOS[name](world, checks)
    except Exception:
        checks(f"{name} runs to its end", False, traceback.format_exc())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCENARIOS))
    parser.add_argument("--screens", type=pathlib.Path)
    options = parser.parse_args()
    if unknown := set(options.names) - set(SCENARIOS):
        parser.error(f"no scenario {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    if os.geteuid():
        sys.exit("Network namespaces need root.")
    screens = options.screens or pathlib.Path(tempfile.mkdtemp(prefix="cb-screens-"))
    screens.mkdir(parents=True, exist_ok=True)
    checks = Checks()
    with sync_playwright() as play:
        world = World(play, screens)
        try:
            for name in options.names or [name for name in SCENARIOS if name not in BY_HAND]:
                start = time.time()
                print(f"-- {name}", flush=True)
                play_scene(name, world, checks)
                print(f"   {time.time() - start:.0f} s", flush=True)
        finally:
            world.close()
    print(f"Screens: {screens}")
    if not options.names:
        print(f"Not run, by hand only: {', '.join(sorted(BY_HAND))}")
    for line in checks.failures:
        print(f"FAILED {line}")
    print(f"{checks.passed} passed, {len(checks.failures)} failed")
    sys.exit(1 if checks.failures else 0)


if __name__ == "__main__":
    main()
