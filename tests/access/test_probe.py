from django.db import transaction
from django.test import Client
from tests.access import world
def test_probe(cast, browser_of):
    world.build(cast)
    out=[]
    for name, args in world.urls().items():
        variants=[""]
        if "session_id" in args: variants=["",".draft"]
        if "win_id" in args: variants=["",".draft",".shared"]
        for v in variants:
            for method in ("GET","POST"):
                row=[]
                for actor in world.ACTORS:
                    c = Client() if actor=="anonymous" else browser_of(getattr(cast,actor))
                    with transaction.atomic():
                        r = getattr(c, method.lower())(world.address(cast, name+v))
                        transaction.set_rollback(True)
                    st=str(r.status_code)
                    if st=="302" and "/accounts/login/" in r.url: st="in"
                    row.append(st)
                out.append(f"{name+v:36} {method:5}"+" ".join(f"{x:>3}" for x in row))
    open("/tmp/probe.txt","w").write("\n".join(out))
