"""What the air chain costs and keeps to, measured on this machine beside what is asked of it."""
