"""The producer's pages of the admin: what was recorded and why not, marks, trimming, publishing."""
