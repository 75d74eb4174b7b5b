"""The server of the Model Context Protocol: one for each request, so that nothing is kept of anybody.

Imported at the first question only: the SDK takes half a second.
"""

import logging
from functools import cache
from typing import Any

from anyio import sleep_forever
from fastapi.responses import Response
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as DescribedTool
from starlette.concurrency import run_in_threadpool
from starlette.types import Message

from app.domain.language import DEFAULT_LANGUAGE, LANGUAGES
from app.domain.refusal import Invalid, Refusal
from app.domain.refusal import Message as Sentence
from app.web.api.v1.access import ProgrammesAccess
from app.web.api_address import API_VERSION
from app.web.assistant.questions import describe_question
from app.web.assistant.tools import INSTRUCTIONS, TOOLS
from app.web.errors import translate

_LOG = logging.getLogger("mijlpaal.web")
_READS_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class Exchange:
    """One message of an assistant, with what it may read, and the answer to it."""

    def __init__(self, access: ProgrammesAccess) -> None:
        self.access = access
        self.refusal: Refusal | None = None
        """Why a question was refused, if it was."""

    async def answer(self, body: bytes) -> Response:
        """Answer a message (JSON-RPC), by the transport of the SDK: without a session, in JSON."""
        server = Server(
            "mijlpaal",
            version=API_VERSION,
            title="Mijlpaal",
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
        )
        manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        answered = _Answered(body)
        async with manager.run():
            await manager.handle_request(self.access.request.scope, answered.receive, answered.send)
        return answered.as_response()

    async def _list_tools(self, _: object, params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=_describe_tools())

    async def _call_tool(self, _: object, params: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no tool of this name. There are: {', '.join(TOOLS)}.")
        arguments = params.arguments or {}
        language = arguments.get("language")
        language = language if language in LANGUAGES else DEFAULT_LANGUAGE
        try:
            answer = await run_in_threadpool(tool.ask, self.access, arguments)
        except Refusal as refusal:
            self.refusal = refusal
            return _refuse(_explain(refusal, language))
        # The SDK would answer with the text of any exception; what went wrong here is told to our log alone.
        except Exception:
            _LOG.exception("The tool %s failed", tool.name)
            return _refuse(translate(Sentence("Something went wrong on our side."), language))
        structured: dict[str, Any] = answer.model_dump(mode="json", by_alias=True)
        text = TextContent(type="text", text=answer.model_dump_json(by_alias=True))
        return CallToolResult(content=[text], structured_content=structured)


def _refuse(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=message)], is_error=True)


def _explain(refusal: Refusal, language: str) -> str:
    """Return the message of a refusal, or that of each argument that is wrong, a line each."""
    if isinstance(refusal, Invalid):
        return "\n".join(f"{name}: {translate(fault, language)}" for name, fault in refusal.fields.items())
    return translate(refusal.message, language)


@cache
def _describe_tools() -> list[DescribedTool]:
    return [
        DescribedTool(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=describe_question(tool.question),
            output_schema=tool.answer.model_json_schema(mode="serialization"),
            annotations=_READS_ONLY,
        )
        for tool in TOOLS.values()
    ]


class _Answered:
    """A message that was read already, and what the transport answers to it: nothing is sent meanwhile."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body
        self._status = 500
        self._headers: dict[str, str] = {}
        self._parts: list[bytes] = []

    async def receive(self) -> Message:
        """Hand over the message; whoever waits for more, or for the client to leave, waits until the end."""
        body, self._body = self._body, None
        if body is None:
            await sleep_forever()
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Keep a part of the answer."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self._parts.append(message.get("body", b""))

    def as_response(self) -> Response:
        """Return the answer as a whole."""
        return Response(b"".join(self._parts), self._status, self._headers)
