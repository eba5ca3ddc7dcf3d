"""Forms of this app: each validates one submission."""

from wins.forms.capture import CaptureForm, SetbackForm, own_teams
from wins.forms.win import SetbackEditForm, ShareForm, WinForm

__all__ = ["CaptureForm", "SetbackEditForm", "SetbackForm", "ShareForm", "WinForm", "own_teams"]
