"""The stages of the daily run, one module or package each: a pure function over text, or SQL over rows."""
