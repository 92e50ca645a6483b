"""Ops answers for running the station: one command, one supervisor, a doctor, and how a new station is made."""
