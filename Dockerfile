# Two stages: the packages are built from the lock file, the image carries no compiler and no pip cache.
FROM python:3.13-slim-bookworm AS packages
COPY requirements/production.txt /tmp/production.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /tmp/production.txt

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --create-home smallwins
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=smallwins.settings \
    HOST=0.0.0.0 \
    SMALLWINS_STATIC_ROOT=/srv/smallwins/collected \
    SMALLWINS_BEAT_FILE=/home/smallwins/beat
WORKDIR /srv/smallwins
COPY --from=packages /venv /venv
COPY . .
# Collecting needs settings, not their secrets: these values live for this one command.
RUN SECRET_KEY=building DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere/0 \
    python -m smallwins.processes static
USER smallwins
CMD ["python", "-m", "smallwins.processes", "web"]
