# Varnish before Groundwave, as a cache that is told which pages changed: CDN_URL=varnish://this.host:6081
#
# Debian: apt install varnish varnish-modules (which brings xkey). Copy to /etc/varnish/default.vcl and change
#   127.0.0.1:8000   where the front listens; the front itself, not nginx, which knows no keys
#   the list of who may purge: the machines whose workers bake
vcl 4.1;

import xkey;

backend station {
    .host = "127.0.0.1";
    .port = "8000";
    .first_byte_timeout = 60s;
}

acl machines {
    "localhost";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ machines) {
            return (synth(403));
        }
        set req.http.purged = xkey.purge(req.http.xkey);
        return (synth(200, "Purged"));
    }
    # Sound and events have no end.
    if (req.url ~ "^/live/[^/]+/stream\." || req.url ~ "^/api/v1/events") {
        return (pipe);
    }
    # Readers are never given a cookie; what other programs on the host set is none of ours.
    if (req.url ~ "^/admin" || req.http.Cookie ~ "sessionid=") {
        return (pass);
    }
    unset req.http.Cookie;
}

sub vcl_backend_fetch {
    # The front tells its keys to who asks.
    set bereq.http.Surrogate-Capability = {"varnish="Surrogate/1.0""};
}

sub vcl_backend_response {
    set beresp.grace = 300s;
    if (beresp.http.Surrogate-Key) {
        set beresp.http.xkey = beresp.http.Surrogate-Key;
        # Until it is purged. After a day it is fetched again behind the reader's back; while the station is down it
        # stays for a week.
        set beresp.ttl = 1d;
        set beresp.grace = 7d;
    }
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.Surrogate-Control;
}
