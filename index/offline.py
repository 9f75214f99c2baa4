"""Libraries that report their use or fetch files are told not to, before they are first imported."""

from __future__ import annotations

import os

_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # Else onnxruntime looks up a collector and keeps a device id: disable_telemetry_events() comes too late.
    "ORT_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
}


def stay_offline() -> None:
    """Set what the libraries read when they are first imported; SECURITY.md says which was checked for what.

    Whatever the user's environment says of it: no request goes to another host.
    """
    os.environ.update(_QUIET)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
