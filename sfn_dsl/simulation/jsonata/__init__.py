"""JSONata as AWS runs it: expressions, typed fields and values that hold expressions."""
