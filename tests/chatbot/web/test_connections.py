"""What a server takes from the machine."""

import ctypes
import re
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = """
import ctypes, re, sys, threading
from chatbot.web.connections import keep_memory_together
{first}
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(12)
def answer():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=answer) for _ in range(12)]
for one in threads: one.start()
for one in threads: one.join()
file = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(file))
libc.fclose(ctypes.c_void_p(file))
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="another C library than glibc")
def test_answers_share_two_heaps(tmp_path: object) -> None:
    def heaps(first: str) -> int:
        out = f"{tmp_path}/heaps.xml"
        subprocess.run([sys.executable, "-c", COUNT.format(first=first), out], check=True)
        with open(out, encoding="utf-8") as file:  # noqa: PTH123
            return file.read().count("<heap nr=")

    assert heaps("keep_memory_together()") <= 2 < heaps("")


LARGE = """
import ctypes, sys
from chatbot.web.connections import keep_memory_together
{first}
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.fopen.restype = ctypes.c_void_p
for size in (24 << 20, 20 << 20):
    libc.free(ctypes.c_void_p(libc.malloc(size)))
libc.malloc(16 << 20)
file = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(file))
libc.fclose(ctypes.c_void_p(file))
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="another C library than glibc")
def test_large_arrays_lie_outside_the_heaps(tmp_path: Path) -> None:
    def outside(first: str) -> int:
        out = tmp_path / "heaps.xml"
        subprocess.run([sys.executable, "-c", LARGE.format(first=first), out], check=True)
        return int(re.findall(r'type="mmap" count="\d+" size="(\d+)"', out.read_text())[-1])

    assert outside("keep_memory_together()") >= outside("") + (15 << 20)
