"""Answers for the material of the demo station: its sound, its pictures and its words, all of our own making."""
