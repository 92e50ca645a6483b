"""Agencies that send ninjs: over HTTP, or as files."""
