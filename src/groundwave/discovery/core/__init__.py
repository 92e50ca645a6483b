"""The arithmetic of finding: words, weights, scores and passages; values in, values out."""
