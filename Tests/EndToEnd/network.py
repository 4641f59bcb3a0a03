"""Namespaces for the server and for browsers, a bridge between them, and a witness on each browser's wire."""
import atexit
import ctypes
import os
import socket
import struct
import subprocess
import threading
import time

SERVER = "198.51.100.1"
PLANTED = bytes((203, 0, 113))
_libc = ctypes.CDLL(None, use_errno=True)


def ip(*arguments, check=True):
    subprocess.run(["ip", *arguments], check=check, stderr=None if check else subprocess.DEVNULL)


class Network:
    """`server` and one namespace for each browser, all on one bridge that lives in a namespace of its own."""

    def __init__(self, browsers):
        prefix = f"cb{os.getpid()}"
        self.names = {name: prefix + name for name in ("switch", "server", *browsers)}
        self.addresses = {"server": SERVER} | {name: f"198.51.100.{number}" for number, name in enumerate(browsers, 11)}
        atexit.register(self.close)
        for name in self.names.values():
            ip("netns", "add", name)
            # An address that comes a moment later is a network change, which aborts what a browser is loading.
            ip("netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1")
            ip("-n", name, "link", "set", "lo", "up")
        ip("-n", self.names["switch"], "link", "add", "br0", "type", "bridge", "stp_state", "0", "forward_delay", "0")
        ip("-n", self.names["switch"], "link", "set", "br0", "up")
        for name, address in self.addresses.items():
            space = self.names[name]
            ip("-n", space, "link", "add", "d0", "type", "veth", "peer", "name", name, "netns", self.names["switch"])
            ip("-n", space, "addr", "add", address + "/24", "dev", "d0")
            ip("-n", space, "link", "set", "d0", "up")
            ip("-n", space, "route", "add", "default", "dev", "d0")
            ip("-n", self.names["switch"], "link", "set", name, "master", "br0", "up")
        self.wires = {name: Wire(self, name) for name in browsers}

    def cut(self, name):
        """Nothing passes any more, and neither end is told: the links stay up."""
        ip("-n", self.names["switch"], "link", "set", name, "nomaster")
        return time.time()

    def squeeze(self, name, kilobits):
        """What this browser sends gets so little room that the rest is lost: a queue of a fifth of a second, then nothing."""
        ip("netns", "exec", self.names[name], "tc", "qdisc", "replace", "dev", "d0", "root", "tbf", "rate", f"{kilobits}kbit", "burst", "3kb", "latency", "200ms")

    def release(self, name):
        ip("netns", "exec", self.names[name], "tc", "qdisc", "del", "dev", "d0", "root", check=False)

    def mend(self, name):
        ip("-n", self.names["switch"], "link", "set", name, "master", "br0")

    def enter(self, name):
        """Moves the calling thread."""
        with open(f"/run/netns/{self.names[name]}") as space:
            if _libc.setns(space.fileno(), 0x40000000):
                raise OSError(ctypes.get_errno(), "setns")

    def packets(self):
        return sum(wire.packets for wire in self.wires.values())

    def last(self):
        return max(wire.last for wire in self.wires.values())

    def close(self):
        for name in self.names.values():
            ip("netns", "del", name, check=False)


class Wire(threading.Thread):
    """Counts what the media server sends to a browser, and keeps when, by the kernel's stamp; and when a browser's
    connection to the broker was closed by its own side."""

    packets = 0
    last = 0.0
    hangup = 0.0

    def __init__(self, network, name):
        super().__init__(daemon=True)
        self.network, self.name = network, name
        self.planted = []
        self.ready = threading.Event()
        self.start()
        self.ready.wait()

    def run(self):
        self.network.enter(self.name)
        wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        wire.bind(("d0", 0))
        wire.setsockopt(socket.SOL_SOCKET, 35, 1)  # SO_TIMESTAMPNS
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        own, server = socket.inet_aton(self.network.addresses[self.name]), socket.inet_aton(SERVER)
        self.ready.set()
        while True:
            try:
                frame, extra, _, _ = wire.recvmsg(2048, 64)
            except OSError:  # The namespace is gone: the run is over.
                return
            addresses = {b"\x08\0": (26, 30), b"\x08\x06": (28, 38)}.get(frame[12:14], ())
            if any(frame[at:at + 3] == PLANTED for at in addresses):
                self.planted.append(f"{self.name}: {frame[:60].hex()}")
            if frame[12:14] != b"\x08\0":
                continue
            seconds, nanoseconds = struct.unpack("qq", extra[0][2])
            at = seconds + nanoseconds / 1e9
            kind, source = frame[23], frame[26:30]
            if kind == 17 and source == server and frame[42] >> 6 == 2 and not 192 <= frame[43] <= 223:
                self.packets += 1
                self.last = at
            elif kind == 6 and source == own and frame[47] & 0b101:  # FIN or RST
                self.hangup = at
