"""Subscriptions as JSON: a coordinator's wish in, how it stands out."""

from collections.abc import Collection
from typing import Any

from chalicelib.api.answers import Json
from chalicelib.api.wire import Reader, json_object, one_of, text
from chalicelib.domain.category import Priority
from chalicelib.domain.endpoint import Carrier, checked_endpoint
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.notification import Event
from chalicelib.domain.step import checked_text
from chalicelib.domain.subscription import LABEL_LIMIT, Wanted
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.usecases.subscribe import NewSubscription, Shown

FILTER = ("label", "below", "categories", "priorities", "events")
WISH = ("carrier", "endpoint", *FILTER)


def wish(body: bytes, content_type: str, categories: Collection[str]) -> NewSubscription:
    """Read the body of `POST …/subscriptions`; `categories` are the slugs there are.

    Raises `WrongMediaType`, `TooLarge`, `Unreadable`, or `InvalidInput` with every fault.
    """
    reader = Reader(json_object(body, content_type), WISH)
    carrier = reader.read("carrier", lambda value: one_of(Carrier, value), required=True)
    endpoint = reader.read("endpoint", text, required=True)
    if carrier and endpoint is not None:
        address = endpoint
        endpoint = reader.attempt(("endpoint",), lambda: checked_endpoint(carrier, address))
    wanted, label = _filter(reader, categories)
    return NewSubscription(reader.given(carrier), reader.given(endpoint), reader.given(wanted), label)


def changed_filter(body: bytes, content_type: str, categories: Collection[str]) -> tuple[Wanted, str | None]:
    """Read the body of `PATCH …/subscriptions/{subscription_id}`: the whole filter and the label."""
    reader = Reader(json_object(body, content_type), FILTER)
    wanted, label = _filter(reader, categories)
    return reader.given(wanted), label


def subscription_body(shown: Shown) -> Json:
    """Describe a subscription and how it stands."""
    one = shown.subscription
    return {
        "id": one.id,
        "unit": one.unit,
        "carrier": one.carrier,
        "endpoint": one.endpoint,
        "label": one.label,
        "below": one.wanted.below,
        "categories": list(one.wanted.categories),
        "priorities": list(one.wanted.priorities),
        "events": list(one.wanted.events),
        "state": shown.state,
        "created_at": rfc3339(one.created_at),
        "created_by": one.created_by,
    }


def _filter(reader: Reader, categories: Collection[str]) -> tuple[Wanted | None, str | None]:
    label = reader.read("label", _label)
    below = reader.read("below", _yes_or_no)
    slugs = reader.read("categories", lambda value: _known(value, categories)) or ()
    priorities = reader.read("priorities", lambda value: _several(Priority, value)) or ()
    events = reader.read("events", lambda value: _several(Event, value)) or ()
    chosen = ("categories", "priorities", "events")
    wanted = reader.attempt(
        chosen, lambda: Wanted(below is not False, slugs, tuple(priorities), tuple(events))
    )
    return wanted, label


def _label(value: Any) -> str:
    label = checked_text(text(value))
    if len(label) > LABEL_LIMIT:
        raise InvalidValue(f"A label has at most {LABEL_LIMIT} characters.")
    return label


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue("true or false is needed.")
    return value


def _known(value: Any, categories: Collection[str]) -> tuple[str, ...]:
    slugs = _items(value)
    if unknown := [slug for slug in slugs if slug not in categories]:
        raise InvalidValue(f"There is no category {unknown[0][:40]!r}.")
    return slugs


def _several(kind: Any, value: Any) -> tuple[Any, ...]:
    return tuple(one_of(kind, item) for item in _items(value))


def _items(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise InvalidValue("A list is needed.")
    return tuple(text(item) for item in value)
