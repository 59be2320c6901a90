"""What operators are told, and when: conditions, episodes and messages. Nothing here reads or sends anything."""
