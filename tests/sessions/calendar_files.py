"""A small reader of calendar files that shares nothing with the libraries: RFC 5545 §3.1, line by line."""

import re

LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)')
OCTETS = 75


def properties(text):
    """(name, parameters, value) of every line; fails on anything RFC 5545 does not allow."""
    assert text.endswith("\r\n")
    folded = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= OCTETS for line in folded)
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", "".join(folded))
    lines = []
    for line in folded:
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    found = []
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        found.append((name, parameters.lstrip(";"), value))
    _nested(found)
    return found


def _nested(found):
    open_ = []
    for name, _parameters, value in found:
        if name == "BEGIN":
            open_.append(value)
        elif name == "END":
            assert open_.pop() == value
    assert open_ == []


def events(text):
    """Per VEVENT: name → value, with the parameters in front where they say something."""
    found, inside = [], False
    for name, parameters, value in properties(text):
        if (name, value) == ("BEGIN", "VEVENT"):
            inside = True
            found.append({})
        elif (name, value) == ("END", "VEVENT"):
            inside = False
        elif inside:
            assert name not in found[-1], name
            found[-1][name] = f"{parameters}:{value}" if parameters else value
    return found


def unescaped(value):
    """The words of a TEXT value (RFC 5545 §3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def value_of(text, name):
    """The one value of a property of the whole file."""
    (value,) = [value for found, _parameters, value in properties(text) if found == name]
    return value


def without_stamp(text):
    return re.sub(r"DTSTAMP:\d{8}T\d{6}Z", "DTSTAMP:-", text)
