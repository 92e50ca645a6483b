"""How each kind of partner is asked: one folder a partner, which knows its quirks. What they send is read in `core`."""
