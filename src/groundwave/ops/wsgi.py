"""The website as granian's worker loads it: Django, in a process that never outlives its parent."""

from groundwave.kit.lifeline import end_with_parent

end_with_parent()

from groundwave.config.wsgi import application  # noqa: E402 - the promise comes before four seconds of loading

__all__ = ["application"]
