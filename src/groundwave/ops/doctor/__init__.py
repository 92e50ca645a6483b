"""The doctor: looks at a station's home, machine and air, and says in words what is wrong and what to do."""
