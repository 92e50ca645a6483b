"""What a newsletter sign-up may look like: values in, values out."""
