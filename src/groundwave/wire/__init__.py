"""What comes in from partners and goes out to them, and the rights that travel with it."""
