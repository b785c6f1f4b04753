"""The functions that every expression can call: JSONata's own, and those that AWS adds."""
