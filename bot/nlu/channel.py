"""Rasa's REST channel with guards: a quick reply works for the conversation it was offered to, anything else typed with
a slash is plain text. Same address and same format as Rasa's own (`/webhooks/rest/webhook`)."""

from __future__ import annotations

import asyncio
import logging
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

from itsdangerous import BadSignature, Signer
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.channels.rest import QueueOutputChannel, RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.garbage import keep_loaded
from bot.metrics import FAILED, MESSAGES, exposition
from bot.nlu.connections import close
from bot.nlu.departures import ActionFailed
from bot.secrets import derive_key, load_secret
from bot.settings import load_settings
from knowledge.yamlfile import load

logger = logging.getLogger(__name__)

LONGEST_ID = 64  # characters
LONGEST_MESSAGE = 12_000  # characters; what comes after is not read
TEXTS = Path(__file__).with_name("channel.yml")
# What is no plain language: `/some_intent`, `/intent{"slot": 1}`, `/intent@0.9`, `/SetSlots(a=1)`, our signed form.
COMMAND = re.compile(r"/[\s/]*[a-z]+(_[a-z]+)+|/[\s/]*\w+\s*([{@(\[].*|\.[\w-]*)", re.DOTALL | re.IGNORECASE)


@lru_cache(maxsize=1)
def texts() -> Dict[Text, Text]:
    """What the channel says itself when no answer can come."""
    return load(TEXTS)


class NotOffered(ValueError):
    """A command came in that was not offered as a quick reply in this conversation."""


class PayloadGuard:
    """Signs the payloads of quick replies for one conversation and lets only those back in.

    Args:
        key: secret bytes; the same for all servers of one installation.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def _signer(self, sender: Text) -> Signer:
        return Signer(self._key, salt=f"quick-reply:{sender}")

    def offer(self, message: Dict[Text, Any], sender: Text) -> Dict[Text, Any]:
        """The message with its command payloads signed; payloads that are plain words stay as they are."""
        if not message.get("buttons"):
            return message
        signer = self._signer(sender)
        buttons = [
            {**b, "payload": signer.sign(b["payload"]).decode()} if _is_command(b) else b for b in message["buttons"]
        ]
        return {**message, "buttons": buttons}

    def admit(self, text: Any, sender: Text) -> Text:
        """What Rasa gets to read of a text that came in.

        Raises:
            NotOffered: the text has the form of a command, and it was not offered in this conversation.
        """
        if not isinstance(text, str):
            return ""
        # Half a character (a cut emoji) can be written nowhere: a question mark takes its place.
        text = text.encode("utf-8", "replace").decode().strip()[:LONGEST_MESSAGE]
        if not text.startswith("/"):
            return text
        try:
            return self._signer(sender).unsign(text).decode()
        except BadSignature:
            words = text.lstrip("/ ")
            if COMMAND.fullmatch(text):
                raise NotOffered(words) from None
            return words


def _is_command(button: Dict[Text, Any]) -> bool:
    return str(button.get("payload", "")).startswith("/")


def with_figures(webhook: Blueprint) -> Blueprint:
    """The routes of the channel with two more: `/ready` for who spreads the load, `/metrics` for Prometheus. And what is loaded when
    the server starts is kept."""

    @webhook.listener("after_server_start")  # the model is loaded before
    async def loaded(*_: Any) -> None:
        keep_loaded()

    @webhook.listener("after_server_stop")
    async def stopped(*_: Any) -> None:
        await close()

    @webhook.route("/ready")
    async def ready(request: Request) -> HTTPResponse:
        # Rasa wraps the tracker store in one that hides its errors.
        store = request.app.ctx.agent.tracker_store
        try:
            await asyncio.get_event_loop().run_in_executor(None, getattr(store, "_tracker_store", store).ping)
        except SQLAlchemyError:
            return response.json({"database": "down"}, status=503)
        return response.json({"database": "up"})

    @webhook.route("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        shown = exposition(request.headers.get("Authorization"), load_settings().metrics_token)
        if shown is None:
            return response.json({"error": "refused"}, status=401)
        return response.raw(shown[0], content_type=shown[1])

    return webhook


class WholeMessages(CollectingOutputChannel):
    """Collects messages as they were meant: Rasa's own cuts a text without quick replies at every empty line.

    `fails_whole`: see `bot.nlu.departures`; `failed`: whether the message could not be handled.
    """

    fails_whole = True
    failed = False

    async def send_text_message(self, recipient_id: Text, text: Text, **kwargs: Any) -> None:
        """Keep the text in one piece."""
        await self._persist_message(self._message(recipient_id, text=text))


class GuardedRest(RestInput):
    """Rasa's REST channel behind a `PayloadGuard`."""

    def __init__(self) -> None:
        super().__init__()
        self.guard = PayloadGuard(derive_key(load_secret(load_settings()), "quick replies"))

    @classmethod
    def name(cls) -> Text:
        """The same as Rasa's own channel, so that the address stays the same."""
        return "rest"

    def _extract_message(self, req: Request) -> Text:
        # Rasa takes any JSON here and fails on what is no text.
        message = super()._extract_message(req)
        return message if isinstance(message, str) else ""

    def get_metadata(self, request: Request) -> Optional[Dict[Text, Any]]:
        """The id that the sender gave the message, so that it is known when it comes again."""
        content = request.json if isinstance(request.json, dict) else {}
        given = content.get("metadata")
        message_id = given.get("message_id") if isinstance(given, dict) else None
        return {"message_id": message_id[:LONGEST_ID]} if isinstance(message_id, str) and message_id else None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Rasa's routes with the guard around each message."""

        async def guarded(message: UserMessage) -> None:
            wanted, collected = message.output_channel, WholeMessages()
            message.output_channel = collected
            try:
                await self._let_in(message, collected, on_new_message)
            except (Exception, ActionFailed):  # noqa: BLE001 (whatever it is, the person is told)
                logger.exception("a message failed")
                collected.failed = True
            if collected.failed or not collected.messages:
                FAILED.inc()
                # By `failed` the website knows that it may try once more.
                collected.messages.append(
                    {"recipient_id": message.sender_id, "text": texts()["no_answer"], "failed": True}
                )
            await self._pass_on(collected.messages, wanted, message.sender_id)

        return with_figures(super().blueprint(guarded))

    async def _let_in(
        self, message: UserMessage, collected: WholeMessages, read: Callable[[UserMessage], Awaitable[Any]]
    ) -> None:
        try:
            message.text = self.guard.admit(message.text, message.sender_id)
        except NotOffered:
            await collected.send_text_message(message.sender_id, texts()["not_offered"])
            return
        if message.text:
            with MESSAGES.time():
                await read(message)
        else:
            await collected.send_text_message(message.sender_id, texts()["empty"])

    async def _pass_on(self, messages: List[Dict[Text, Any]], wanted: OutputChannel, sender: Text) -> None:
        for message in messages:
            offered = self.guard.offer(message, sender)
            if isinstance(wanted, QueueOutputChannel):
                await wanted.messages.put(offered)
            else:
                wanted.messages.append(offered)
