"""Every side effect: network, archive, database, quality gate, HTML extraction."""
