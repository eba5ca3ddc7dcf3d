#!/bin/sh
# Refreshes the parts in static/ that others made: Bootstrap's CSS, the font and the icons.
# For maintainers only; needs npm and python3. Commit what it writes; nothing here runs at build or run time.
# To update: change a version below, run `sh docs/vendoring/vendor.sh`, look at the pages, commit.
set -eu

BOOTSTRAP=bootstrap@5.3.9
FONT=@fontsource-variable/atkinson-hyperlegible-next@5.3.0
ICONS=lucide-static@1.62.0
ICON_NAMES="arrow-right calendar check chevron-right clock eye flag footprints house info link lock log-out mail
message-circle pencil plus search settings trash triangle-alert undo users x"

here=$(cd "$(dirname "$0")" && pwd)
static=$here/../../static
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unpack() { # npm package -> folder of that name
    mkdir "$work/$2"
    (cd "$work" && tar -xzf "$(npm pack --silent "$1" | tail -n 1)" -C "$2" --strip-components=1)
}
unpack "$BOOTSTRAP" bootstrap
unpack "$FONT" font
unpack "$ICONS" icons

mkdir -p "$static/css" "$static/fonts" "$static/icons"
python3 "$here/trim_bootstrap.py" "$work/bootstrap/dist/css/bootstrap.min.css" > "$static/css/bootstrap.css"
cp "$work/bootstrap/LICENSE" "$static/css/bootstrap.LICENSE.txt"

for subset in latin latin-ext; do
    cp "$work/font/files/atkinson-hyperlegible-next-$subset-wght-normal.woff2" "$static/fonts/ahn-$subset.woff2"
done
cp "$work/font/LICENSE" "$static/fonts/LICENSE.txt"

python3 "$here/icon_sprite.py" "$work/icons/icons" $ICON_NAMES > "$static/icons/sprite.svg"
cp "$work/icons/LICENSE" "$static/icons/LICENSE.txt"
