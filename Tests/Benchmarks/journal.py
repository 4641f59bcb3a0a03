#!/usr/bin/env python3
"""The journal beside SQLite, a bare write and flush, and OpenSSL's SHA-256: rounds one after the other on one disk, so
that slow spells of the machine meet all of them. Prints medians and their ratios.

usage: journal.py [--rounds N] [--seconds N] [--data DIR] [--events N] [--flush MICROSECONDS] [--program BINARY]

With --flush, on a directory in memory, every flush of both takes so long: a disk that nobody else uses.
Needs a release build, a C compiler, and Debian's libsqlite3-dev and libssl-dev: SQLite is for this comparison only.
"""
import argparse, collections, json, os, pathlib, re, shutil, statistics, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
FRAME = 398  # bytes of an entry as it stands in a segment
slow = {}  # what makes every flush slower


def lines(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=os.environ | slow)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def sha256_rate():
    """Megabytes a second of messages as long as an entry."""
    said = subprocess.run(["openssl", "speed", "-seconds", "1", "-bytes", str(FRAME), "-evp", "sha256"], capture_output=True, text=True)
    return float(re.findall(r"([\d.]+)k\s*$", said.stdout.strip())[0]) / 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--events", type=int)
    parser.add_argument("--flush", type=int, default=0)
    parser.add_argument("--data", default=tempfile.gettempdir())
    parser.add_argument("--program", default=".build/release/contact-broker")
    arguments = parser.parse_args()
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    with tempfile.TemporaryDirectory(dir=arguments.data) as work:
        sqlite = pathlib.Path(work) / "sqlite"
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        subprocess.run([compiler, "-O2", "-o", sqlite, HERE / "sqlite.c", "-lsqlite3", "-lcrypto", "-lpthread"], check=True)
        if arguments.flush:
            library = pathlib.Path(work) / "slowflush.so"
            subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, HERE / "slowflush.c", "-ldl"], check=True)
            slow.update(LD_PRELOAD=str(library), FLUSH_MICROSECONDS=str(arguments.flush))
        for _ in range(arguments.rounds):
            for one in (1, 16, 256):
                said = []
                for kind in ("plain", "sealed"):
                    home = pathlib.Path(work) / "db"
                    home.mkdir()
                    said += lines(sqlite, home, arguments.seconds, one, kind)
                    shutil.rmtree(home)
                said += lines(arguments.program, "bench", "journal", "--json", "--data", work, "--seconds", arguments.seconds,
                              "--in-flight", one)
                for line in said:
                    for name, value in line.items():
                        if isinstance(value, (int, float)):
                            found[line["bench"], one if line["bench"].startswith(("journal", "sqlite")) else 0][name].append(value)
            found["sha256", 0]["megabytesPerSecond"].append(sha256_rate())
        middle = {key: {name: statistics.median(values) for name, values in of.items()} for key, of in found.items()}
        raw, sha = middle["raw", 0], middle["sha256", 0]["megabytesPerSecond"]
        print(f"median of {arguments.rounds} rounds of {arguments.seconds} s; load {os.getloadavg()[0]:.1f}")
        print("in flight  journal/s  p50 us  p99 us   beside SQLite   its rows/s  p50 us  p99 us   rate  p99 (ratios)")
        for one in (1, 16, 256):
            ours = middle["journal", one]
            for name, kind in (("sqlite", "plain"), ("sqlite sealed", "same entries")):
                its = middle[name, one]
                print(f"{one:9}  {ours['perSecond']:9.0f} {ours['p50Microseconds']:7.0f} {ours['p99Microseconds']:7.0f}   {kind:13} "
                      f"{its['perSecond']:12.0f} {its['p50Microseconds']:7.0f} {its['p99Microseconds']:7.0f}   "
                      f"{ours['perSecond'] / its['perSecond']:.2f}  {ours['p99Microseconds'] / its['p99Microseconds']:.2f}")
        print(f"bare write and fdatasync of {FRAME} bytes: {raw['perSecond']:.0f}/s, p99 {raw['p99Microseconds']:.0f} us; "
              f"1 in flight is {middle['journal', 1]['perSecond'] / raw['perSecond']:.2f} of it")
        for what in ("verify", "open"):
            rate = middle[what, 0]["megabytesPerSecond"]
            print(f"{what}: {rate:.0f} MB/s, {middle[what, 0]['eventsPerSecond']:.0f} entries/s; openssl sha256 {sha:.0f} MB/s; ratio {rate / sha:.2f}")
        slow.clear()
        if arguments.events:
            for line in lines(arguments.program, "bench", "journal", "--json", "--data", work, "--seconds", 0.1, "--in-flight", 1,
                              "--events", arguments.events)[-2:]:
                print(f"{line['bench']} {line['events']} entries: {line['seconds']:.2f} s, {line['megabytesPerSecond']} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
