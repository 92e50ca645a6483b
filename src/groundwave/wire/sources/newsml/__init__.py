"""Agencies that send NewsML-G2: over HTTP, or as files."""
