"""The engine: one process per service that keeps sound on the air, with no Django and no database."""
