"""The form mixin every form shares: what assistive technology and the crispy templates need.

A page writes (error summary first, so that it stands outside the form)::

    {% error_summary form %}
    <form method="post" novalidate>
      {% csrf_token %}
      {{ form|crispy }}
      <div class="actions">
        <button class="btn btn-primary" name="action" value="share">…</button>
        <button class="btn btn-secondary" name="action" value="draft">…</button>
      </div>
    </form>

The view reads ``request.POST.get("action")``; the first button is the one Enter presses.
"""

from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_NOT_FOR_PEOPLE = ("maxlength", "minlength", "placeholder", "autofocus")


@dataclass(frozen=True)
class FormError:
    """One message and the id of the control where it is mended (empty when there is none)."""

    message: str
    target: str


class LongSelect(forms.Select):
    """A choice of hundreds. Django fills a template for each option: for all zones that took 31 ms of 60."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = [
            (key, SafeString(" selected") if str(key) in chosen else "", label) for key, label in self.choices
        ]
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {}))),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class AccessibleFormMixin:
    """Put before ``Form`` or ``ModelForm``: no native bubbles, no silent cutting, ``aria-required``.

    Django adds ``aria-describedby`` (``…_helptext``, ``…_error``) and ``aria-invalid`` itself.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.dress()

    def dress(self) -> None:
        """Prepare every field; call it again after adding fields."""
        for field in self.fields.values():
            for name in _NOT_FOR_PEOPLE:
                field.widget.attrs.pop(name, None)
            # A group of choices is a <fieldset>, which may not carry aria-required.
            if field.required and not field.widget.use_fieldset and not field.widget.is_hidden:
                field.widget.attrs["aria-required"] = "true"
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("cols", None)
                field.widget.attrs["rows"] = "3"  # grows with its text where the browser can


def control_id(field: forms.BoundField) -> str:
    """Return the id a link to this field lands on: the control, or the first choice of a group."""
    if field.is_hidden:
        return ""
    if field.field.widget.use_fieldset:
        return next((str(choice.id_for_label) for choice in field.subwidgets), "")
    return field.id_for_label


def errors_of(form: Any) -> list[FormError]:
    """List the errors of a form or formset in page order; those of no field point at the first field."""
    if hasattr(form, "forms"):
        own = [FormError(str(error), "") for error in form.non_form_errors()]
        return own + [error for each in form.forms for error in errors_of(each)]
    if not form.errors:
        return []
    fields = list(form)
    first = next((target for field in fields if (target := control_id(field))), "")
    found = [FormError(str(error), first) for error in form.non_field_errors()]
    for field in fields:
        found += [FormError(str(error), control_id(field) or first) for error in field.errors]
    return found
