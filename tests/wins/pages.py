"""Reading pages as a browser would: forms with what they send, links, and the words between the tags."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from smallwins.accounts.models import User

_SENT_WHEN_CHOSEN = ("checkbox", "radio")
_INLINE = ("a", "b", "bdi", "code", "em", "strong", "time")
_NOT_SENT = ("submit", "button", "reset", "image")


def _is_sent(field):
    """Whether a browser sends this input by itself."""
    kind = field.get("type")
    return kind not in _NOT_SENT and (kind not in _SENT_WHEN_CHOSEN or "checked" in field)


@dataclass
class Form:
    """One form: where it goes and what it sends untouched."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.links, self.words = [], [], []
        self._form = self._textarea = self._select = None
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        if tag not in _INLINE:
            self.words.append(" ")
        name, value = found.get("name", ""), found.get("value", "")
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "form":
            self._form = Form(found.get("action", ""), found.get("method", "get"))
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "button" and name:
            self._form.buttons.append((name, value))
        elif tag == "textarea":
            self._textarea = self._form.fields.setdefault(name, [])
            self._textarea.append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self._form.fields.setdefault(self._select, []).append(value)
        elif tag == "input" and name and _is_sent(found):
            self._form.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag):
        if tag not in _INLINE:
            self.words.append(" ")
        if tag in ("script", "style"):
            self._silent -= 1
        elif tag == "form":
            self._form = None
        elif tag == "textarea" and self._textarea is not None:
            self._textarea[-1] = self._textarea[-1].removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._textarea is not None:
            self._textarea[-1] += data
        if not self._silent:
            self.words.append(data)


def read(response):
    """The parsed page."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader


def words(response):
    """All text of a page, white space made one."""
    return " ".join("".join(read(response).words).split())


def links(response):
    return read(response).links


def form_to(response, action):
    """The first form of the page that posts to ``action`` ("" for the page itself)."""
    return next(form for form in read(response).forms if form.action == action and form.method == "post")


def send(client, response, action, *, button=None, to=None, **typed):
    """Fill in a form of a page and press one of its buttons, given as (name, value)."""
    form = form_to(response, action)
    data = form.fields | typed
    if button:
        assert button in form.buttons, f"{button} is none of {form.buttons}"
        data[button[0]] = button[1]
    return client.post(to or action or response.request["PATH_INFO"], data)


def speak_english():
    """From now on everybody reads English."""
    User.objects.update(language="en")
