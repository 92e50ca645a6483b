"""What of ours goes out to partners who want it sent."""
