"""One REDIS_URL, three dialects."""

import pytest

from smallwins.redis_urls import InvalidRedisUrl, broker_url, client_url


@pytest.mark.parametrize(
    ("url", "client", "broker"),
    [
        ("redis://cache:6379/2", "redis://cache:6379/2", "redis://cache:6379/2"),
        ("redis://cache:6379", "redis://cache:6379/0", "redis://cache:6379/0"),
        ("rediss://u:p@cache:6380/1", "rediss://u:p@cache:6380/1", "rediss://u:p@cache:6380/1"),
        ("unix:///run/v.sock?db=3", "unix:///run/v.sock?db=3", "redis+socket:///run/v.sock?virtual_host=3"),
        ("unix:///run/v.sock", "unix:///run/v.sock?db=0", "redis+socket:///run/v.sock?virtual_host=0"),
    ],
)
def test_each_reads_its_own_dialect(url, client, broker):
    assert (client_url(url), broker_url(url)) == (client, broker)


@pytest.mark.parametrize("url", ["", "cache:6379", "http://cache/0", "redis://cache/x", "unix://?db=1"])
def test_what_is_no_redis_is_refused(url):
    with pytest.raises(InvalidRedisUrl, match="REDIS_URL must"):
        client_url(url)
