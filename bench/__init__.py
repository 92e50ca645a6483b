"""What the house promises about its speed, measured: `make bench`."""
