"""The disk is full in the middle of a session: a small one of its own, real pages. Once there is room again and it goes on; once it is ended while there is none."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

from people import Stage
from stopping import goes_dark
from supervision import returns

# So much is left beside what the trimmed log has: half of what the log takes of it is its reserve.
LEFT = 700 << 10
# Each reading of the log is an entry of it: asked for until there is no answer but "full"; returns that one's status and how many went before.
READ = """async () => {
    for (let count = 0; count < 5000; count++) {
        const answer = await fetch('/api/demo/log', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"by": "disk.py"}' });
        if (answer.status === 429) await new Promise(done => setTimeout(done, 100));
        else if (!answer.ok) return [answer.status, count];
    }
    return [0, 5000];
}"""


@contextlib.contextmanager
def small_disk():
    disk = pathlib.Path(tempfile.mkdtemp(prefix="cb-full-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk])
        disk.rmdir()


@contextlib.contextmanager
def full_in_a_session(world, check, what):
    """A live session on a disk that then is full; gives the stage and the file that fills the disk."""
    with small_disk() as disk:
        data = disk / "data"
        shutil.copytree(world.authority, data / "certs")
        with Stage(world, data=str(data)) as stage:
            stage.broker.stop()
            filler = disk / "filler"
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - LEFT)
            stage.broker.start()
            stage.go_live()
            asked = stage.people["Amina"].page.evaluate(READ)
            at = time.time()
            check(f"{what}: the first entry that has no room is refused", asked[0] == 503, f"503 after {asked[1]} others")
            goes_dark(check, stage, what, at)
            yield stage, filler


def disk(world, check):
    with full_in_a_session(world, check, "full disk") as (stage, filler):
        words = {name: " ".join(person.text().split()) for name, person in stage.people.items()}
        for name, person in stage.people.items():
            stage.shot(person, "full disk")
        check("full disk: Marcus reads what is wrong", "log" in words["Marcus"].lower(), words["Marcus"][:300])
        check("full disk: nobody else does", not any(one in words[name].lower() for name in stage.family for one in ("disk", "the log", "error")), words["Farida"][:200])
        filler.unlink()
        returns(check, stage, "room on the disk again", 30)
        stage.corner("end")
        stage.corner("planned")
        stage.people["Marcus"].wait_for(lambda state: state["phase"] == "ended", "ended")
        judge(check, stage, "room on the disk again")
    with full_in_a_session(world, check, "disk that stays full") as (stage, filler):
        stage.corner("end")
        stage.corner("planned")
        stage.people["Marcus"].wait_for(lambda state: state["phase"] == "ended", "ended")
        stage.pause(1.5)
        for name, person in stage.people.items():
            stage.shot(person, "ended on a full disk")
        words = {name: person.text() for name, person in stage.people.items()}
        check("disk that stays full: everybody's page says that it is over", all("Finished" in text or "শেষ" in text for text in words.values()))
        judge(check, stage, "disk that stays full")


def judge(check, stage, what):
    status = stage.broker.stop()
    code, words = stage.broker.verify()
    ended = [entry for entry in stage.broker.entries() if entry["payload"].get("event") == "ended"]
    check(f"{what}: a clean stop, log verify, and the end is in the log", status == 0 and code == 0 and len(ended) == 1, f"{status}, {code}, {len(ended)}")
