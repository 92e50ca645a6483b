"""An old site comes over: stories, authors, pages, files and addresses; and everything of ours goes out again."""
