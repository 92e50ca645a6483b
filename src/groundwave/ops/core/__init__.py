"""The arithmetic of running things: no process, no clock, no disk."""
