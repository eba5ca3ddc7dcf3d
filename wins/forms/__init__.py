"""Forms of this app: each validates one submission."""

from wins.forms.win import CaptureForm, SetbackEditForm, SetbackForm, ShareForm, WinForm, own_teams

__all__ = ["CaptureForm", "SetbackEditForm", "SetbackForm", "ShareForm", "WinForm", "own_teams"]
