"""What a Map state reads and writes: items, files in S3, batches and results.

Nothing here evaluates an expression. A state evaluates its fields and hands in plain values:

* `readers.compile_reader` prepares an ItemReader once; `Reader.items` reads its items, lazily.
* `items.items_of` gives the items of a Map that reads none from S3.
* `items.batches` makes the inputs of child executions of values, each an item's `Item.input`
  or what ItemSelector made of it.
* `result_writer.ResultWriter` is a ResultWriter, or the lack of one, prepared once; `MapResults`
  take what became of each child execution and give the result of the state.

What AWS would answer with an error is raised as `Failure`, with the whole cause: the messages of
readers and writers do not begin with the state.
"""
