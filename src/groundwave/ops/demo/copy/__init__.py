"""Answers for the words of the demo station: everything here, people and places included, is invented."""
