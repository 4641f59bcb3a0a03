#!/usr/bin/env python3
"""Trees of many sizes by the program and by RFC 6962's own words: roots, and proofs that the independent verifier checks.

usage: trees.py [--sample] [--tests BINARY]

Sizes 0 to 1,000, 65,535 to 65,537 and 70,000; with --sample 0 to 130 and 65,536. The Swift tests write what they come
to, this computes it again. Needs the tests built (`swift build --build-tests`).
"""
import argparse, hashlib, os, pathlib, subprocess, sys, tempfile
from verify_dossier import is_included

WHOLE = [*range(1001), 65535, 65536, 65537, 70000]
SAMPLE = [*range(131), 65536]


def sha256(data):
    return hashlib.sha256(data).digest()


def split(size):
    """The largest power of two below it."""
    return 1 << ((size - 1).bit_length() - 1)


class Tree:
    """RFC 6962 section 2.1, by its recursion; the roots of perfect subtrees are remembered."""

    def __init__(self, size):
        self.leaves = [sha256(b"\0%d" % number) for number in range(size)]
        self.known = {}

    def root(self, start, end):
        size = end - start
        if size == 0:
            return sha256(b"")
        if size == 1:
            return self.leaves[start]
        if (start, end) in self.known:
            return self.known[start, end]
        middle = start + split(size)
        node = sha256(b"\1" + self.root(start, middle) + self.root(middle, end))
        if size & (size - 1) == 0:
            self.known[start, end] = node
        return node

    def path(self, index, start, end):
        """Section 2.1.1."""
        if end - start <= 1:
            return []
        middle = start + split(end - start)
        if index < middle:
            return self.path(index, start, middle) + [self.root(middle, end)]
        return self.path(index, middle, end) + [self.root(start, middle)]

    def consistency(self, old, start, end, is_whole=True):
        """Section 2.1.2."""
        if old == end:
            return [] if is_whole else [self.root(start, end)]
        middle = start + split(end - start)
        if old <= middle:
            return self.consistency(old, start, middle, is_whole) + [self.root(middle, end)]
        return self.consistency(old, middle, end, False) + [self.root(start, middle)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--tests")
    arguments = parser.parse_args()
    tests = arguments.tests or subprocess.run(["swift", "build", "--show-bin-path"], check=True, text=True,
                                              capture_output=True).stdout.strip() + "/contact-brokerPackageTests.xctest"
    sizes = SAMPLE if arguments.sample else WHOLE
    with tempfile.TemporaryDirectory() as work:
        file = pathlib.Path(work) / "trees"
        environment = dict(os.environ, CONTACT_BROKER_TREES=str(file), CONTACT_BROKER_SIZES=" ".join(map(str, sizes)))
        done = subprocess.run([tests, "--testing-library", "swift-testing", "--filter", "Trees for strangers"], env=environment,
                              capture_output=True, text=True)
        if done.returncode or not file.exists():
            print(f"FAILED: the tests wrote no trees: {done.stdout[-1500:]}{done.stderr[-1500:]}")
            return 1
        lines = file.read_text().splitlines()
    tree, said, included, consistent = Tree(max(sizes)), set(), 0, 0
    for line in lines:
        kind, *words = line.split(" ")
        if kind == "root":
            size, found = int(words[0]), bytes.fromhex(words[1])
            said.add(size)
            good = found == tree.root(0, size)
        elif kind == "inclusion":
            size, index, path = int(words[0]), int(words[1]), [bytes.fromhex(word) for word in words[2:]]
            good = path == tree.path(index, 0, size) and is_included(tree.leaves[index], index, size, path, tree.root(0, size))
            included += 1
        else:
            size, old, path = int(words[0]), int(words[1]), [bytes.fromhex(word) for word in words[2:]]
            good = path == (tree.consistency(old, 0, size) if old else [])
            consistent += 1
        if not good:
            print(f"FAILED: {line[:200]}")
            return 1
    if said != set(sizes) or not included or not consistent:
        print(f"FAILED: sizes are missing: {sorted(set(sizes) - said)[:10]}")
        return 1
    print(f"ok: {len(said)} tree sizes up to {max(sizes)}, {included} inclusion and {consistent} consistency proofs, all as RFC 6962 has them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
