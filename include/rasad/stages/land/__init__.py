"""land: listings in, the addresses of articles out; and what a look at an outlet amounted to. Pure; see `edges.landing`."""
