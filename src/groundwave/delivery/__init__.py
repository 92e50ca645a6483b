"""Delivery answers for what readers and listeners are handed: the right bytes, fresh, fast, whatever else is down."""
