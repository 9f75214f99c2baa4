"""How much one address may ask: a token bucket for each."""

import time
from collections import OrderedDict

from starlette.types import Scope

CLIENTS_REMEMBERED = 4096


class Budget:
    """Allows each address ``burst`` things at once and ``per_second`` in the long run."""

    def __init__(self, *, burst: int, per_second: float) -> None:
        self.burst = burst
        self.per_second = per_second
        self._tokens: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, scope: Scope) -> bool:
        """Whether who sent a request may do one more thing, which then is done."""
        client = (scope.get("client") or ("", 0))[0]
        now = time.monotonic()
        tokens, before = self._tokens.pop(client, (float(self.burst), now))
        tokens = min(self.burst, tokens + (now - before) * self.per_second)
        allowed = tokens >= 1
        self._tokens[client] = (tokens - allowed, now)
        while len(self._tokens) > CLIENTS_REMEMBERED:
            self._tokens.popitem(last=False)
        return allowed

    def give_back(self, scope: Scope) -> None:
        """Undo the last ``allows``: what was done does not count."""
        client = (scope.get("client") or ("", 0))[0]
        if client in self._tokens:
            tokens, before = self._tokens[client]
            self._tokens[client] = (tokens + 1, before)
