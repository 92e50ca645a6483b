#!/bin/sh
# Installs what the tests and the bench meet for real and Python packages cannot bring: a browser, an Icecast, ffprobe, SRT,
# Java for the HTML validator, nginx and Caddy, a load generator, PostgreSQL, Redis and Varnish. Does nothing when all of
# it is there.
set -eu

missing=""
have() { command -v "$1" >/dev/null 2>&1; }
want() { have "$1" || [ -x "/usr/bin/$1" ] || [ -x "/usr/sbin/$1" ] || missing="$missing $2"; }

want chromium chromium
want icecast2 icecast2
want ffprobe ffmpeg
want srt-live-transmit srt-tools
want java default-jre-headless
want nginx nginx
want caddy caddy
want wrk wrk
want redis-server redis-server
want varnishd varnish
ls /usr/lib/*/varnish/vmods/libvmod_xkey.so >/dev/null 2>&1 || missing="$missing varnish-modules"
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || missing="$missing libnginx-mod-http-brotli-static"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"

[ -z "$missing" ] && exit 0

if ! have apt-get; then
  echo "The tests need:$missing. Install them with your system's package manager and run make again." >&2
  exit 1
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
  have sudo || { echo "The tests need:$missing. As root: apt-get install$missing" >&2; exit 1; }
  as_root=sudo
fi
echo "Installing what the tests need from the system:$missing ..."
log=$(mktemp)
# A package's own server must not start beside the ones that tests start for themselves.
if ! { $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
       apt-get install -y -q --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "The packages could not be installed; apt's last words stand above." >&2
  exit 1
fi
rm -f "$log"
