#!/bin/sh
# preStop hook of the Redis container. Nothing has to wait here: after this hook Redis gets SIGTERM, and
# then a primary by itself pauses writes and waits up to shutdown-timeout (10 s) until its replicas have
# acknowledged everything (Redis 7.0). So this only notes the end in the log of the container.
note="stop: the pod ends; a primary now waits for its replicas (shutdown-timeout), a replica leaves at once"
{ echo "$note" >/proc/1/fd/1; } 2>/dev/null || echo "$note"
