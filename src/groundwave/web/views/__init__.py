"""What answers each public address; pages in the tree answer for themselves."""
