from django.urls import get_resolver
def walk(patterns, prefix=""):
    for p in patterns:
        if hasattr(p, "url_patterns"):
            yield from walk(p.url_patterns, prefix + str(p.pattern))
        else:
            yield prefix + str(p.pattern), p
def test_x(cast, browser_of):
    for u, p in walk(get_resolver().url_patterns): print(u, p.name, p.callback.__module__)
    r = browser_of(cast.samira).get("/")
    print(r.status_code, r.headers)
