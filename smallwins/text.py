"""Plain text as people type it: Unicode NFC, no control characters, lengths in characters (trust.md).

Lengths count Unicode characters after normalisation, line breaks as one.
"""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TITLE = STEP = 80
DIRECTION = 160
REASON = MATERIAL_TITLE = 200
EVIDENCE = 300
STORY = COMMENT = 600
QUESTION = AMBITION = MESSAGE = 1000
NOTES = 4000


#: Formatting characters and kinds of white space: a text of these alone is empty.
_UNSEEN = ("Cf", "Zs", "Zl", "Zp")


def normalise(value: str) -> str:
    """NFC, one kind of line break, no white space around; nothing when there is nothing to see."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text if any(unicodedata.category(char) not in _UNSEEN for char in text) else ""


def has_control_characters(value: str) -> bool:
    """True when a character could break a page, a mail or the database; tab and line break are fine."""
    return any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in value)


@deconstructible
class PlainTextValidator:
    """Refuse control characters and lone surrogates."""

    def __call__(self, value: str) -> None:
        if has_control_characters(value):
            raise ValidationError(
                _("Remove the invisible characters from this text."), code="control_characters"
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlainTextValidator)

    def __hash__(self) -> int:
        return hash(PlainTextValidator)


@deconstructible
class LengthValidator:
    """Refuse more than ``limit`` characters, saying how many must go."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, value: str) -> None:
        over = len(value) - self.limit
        if over > 0:
            raise ValidationError(
                ngettext_lazy(
                    "Shorten your text by %(count)d character",
                    "Shorten your text by %(count)d characters",
                    "count",
                ),
                code="too_long",
                params={"count": over},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LengthValidator) and other.limit == self.limit

    def __hash__(self) -> int:
        return hash((LengthValidator, self.limit))


class PlainTextFormField(forms.CharField):
    """A form field for people's words; ``limit`` in characters."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)
        self.validators = [PlainTextValidator(), LengthValidator(limit), *self.default_validators]

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"data-max-chars": str(self.limit)}


class PlainTextField(models.TextField):
    """A model field for people's words: the same rules, enforced again by ``full_clean()``."""

    def __init__(self, *args: Any, limit: int = STORY, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(*args, **kwargs)
        self.validators = [PlainTextValidator(), LengthValidator(limit)]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["limit"] = self.limit
        kwargs.pop("validators", None)
        return name, path, args, kwargs

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return normalise(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        kwargs.setdefault("form_class", PlainTextFormField)
        kwargs.setdefault("limit", self.limit)
        if self.limit <= REASON:
            kwargs.setdefault("widget", forms.TextInput)
        return models.Field.formfield(self, **kwargs)


def validate_https_link(value: str) -> None:
    """Meeting and material links: https, a host, no line breaks; never fetched by us."""
    try:
        URLValidator(schemes=["https"])(value)
    except ValidationError:
        raise ValidationError(_("Start the link with https://"), code="link") from None
