#!/usr/bin/env python3
"""Verifies a log laid out in tiles with nothing of Contact Broker: written from C2SP tlog-tiles and RFC 6962.

usage: verify_tiles.py DIR --key VKEY|FILE

Reads entry bundles and tiles of every level, and holds each against the checkpoint. Exit status: 0 holds, 1 violated.
"""
import argparse, pathlib, sys
from verify_log import Violated, checkpoint, root, sha256, vkey


def name(index, width):
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups) + (f".p/{width}" if width < 256 else "")


def bundle(data):
    at, entries = 0, []
    while at < len(data):
        length = int.from_bytes(data[at:at + 2], "big")
        entries.append(data[at + 2:at + 2 + length])
        at += 2 + length
    if at != len(data):
        raise Violated("a bundle ends within an entry")
    return entries


def verify(directory, size, signed_root):
    leaves = []
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        entries = bundle((directory / "tile/entries" / name(index, width)).read_bytes())
        if len(entries) != width:
            raise Violated(f"bundle {index} has {len(entries)} entries and should have {width}")
        leaves += [sha256(b"\0" + entry) for entry in entries]
    if root(leaves) != signed_root:
        raise Violated("the entries are not those that were signed for")
    level, hashes, tiles = 0, leaves, 0
    while hashes:
        for index in range((len(hashes) + 255) // 256):
            expected = hashes[256 * index:256 * (index + 1)]
            if (directory / f"tile/{level}" / name(index, len(expected))).read_bytes() != b"".join(expected):
                raise Violated(f"tile {index} of level {level} is not the tree's")
            tiles += 1
        hashes = [root(hashes[at:at + 256]) for at in range(0, len(hashes) - 255, 256)]
        level += 1
    return tiles


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--key", required=True)
    arguments = parser.parse_args()
    try:
        key = vkey(arguments.key if "+" in arguments.key else pathlib.Path(arguments.key).read_text())
        size, signed_root = checkpoint((arguments.directory / "checkpoint").read_bytes(), key)
        tiles = verify(arguments.directory, size, signed_root)
    except (Violated, FileNotFoundError) as problem:
        print(f"Violated: {problem}.")
        return 1
    print(f"The tiles hold: {size} entries in {tiles} tiles.")
    return 0


sys.exit(main())
