"""How many threads the libraries take."""

from __future__ import annotations


def keep_arithmetic_on_one_thread() -> None:
    """Let BLAS use one thread in this process, from now on.

    The products of one question are small. Spread over threads they wait for each other and for the encoder,
    which has threads of its own: on two cores an answer takes twice as long.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
