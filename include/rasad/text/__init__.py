"""Language-level building blocks, pure and free of any stage: folding, sentences, quotes, dates, numbers, matching."""
