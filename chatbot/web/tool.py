"""The MCP tool: answered in this process, in JSON.

Gradio 6.31, ``gradio.mcp``, asks a function that has a queue through a client of its own, at the address that
the first request said this server has: whoever asks first could name another, and would answer for everybody.
What a function returns it shows in Python's notation.
"""

import json
from copy import copy
from typing import Any


def answer_in_place(blocks: Any) -> None:  # noqa: ANN401 - Gradio ships no types
    """Let the tools of ``blocks``, if it has any, call their functions themselves and give JSON.

    The queue's limits do not hold then; those of ``AnswerService`` and of ``Gate`` do.
    """
    server = blocks.mcp_server_obj
    if server is None:
        return
    found = server.get_block_fn_from_endpoint_name

    def without_queue(endpoint: str) -> Any:  # noqa: ANN401
        function = copy(found(endpoint))
        if function is not None:
            function.queue = False
        return function

    def in_json(values: list[object], _: str) -> list[Any]:
        texts = (json.dumps(value, ensure_ascii=False) for value in values)
        return [server.types.TextContent(type="text", text=text) for text in texts]

    server.get_block_fn_from_endpoint_name = without_queue
    server.postprocess_output_data = in_json
