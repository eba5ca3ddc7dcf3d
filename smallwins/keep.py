"""What was typed survives an expired sign-in or a stale form (product.md, decision 8)."""

from typing import Any, TypedDict

from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

SESSION_KEY = "kept_post"
#: Characters: more than the longest form here holds.
LARGEST = 40_000


class KeptPost(TypedDict):
    """A post that can be sent again: its address and its fields, in order."""

    action: str
    fields: list[tuple[str, str]]


def kept_post(request: HttpRequest) -> KeptPost:
    """The fields of this request, without its token."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    return {"action": request.get_full_path(), "fields": fields}


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Django's gate; a post by somebody whose sign-in expired is kept until they are back."""

    def process_view(
        self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """What waited and is now sent again, waits no longer."""
        if request.method == "POST" and request.user.is_authenticated:
            kept = request.session.get(SESSION_KEY)
            if kept and kept["action"] == request.get_full_path():
                del request.session[SESSION_KEY]
        return super().process_view(request, view_func, args, kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        kept = kept_post(request)
        if sum(len(value) for _, value in kept["fields"]) > LARGEST:
            return super().handle_no_permission(request, view_func)
        request.session[SESSION_KEY] = kept
        resume = reverse("accounts:resume")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': resume})}")
