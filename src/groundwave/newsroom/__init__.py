"""What the newsroom publishes: stories, sections, bylines, photos, audio, corrections, embargo and withdrawal."""
