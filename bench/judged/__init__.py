"""How good search and related stories are, against what people who wrote the stories say belongs together."""
