"""The arithmetic of finding: words, wishes, scores, kinship and passages; values in, values out."""
