"""What is on, on which service, from when to when: programs, weekly rules, one-off changes, broadcasts."""
