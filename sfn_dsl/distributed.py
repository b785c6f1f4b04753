"""The parts of a distributed Map: where items come from, how they are batched, where results go.

Each is an argument of `Map`, as in ``Map(..., item_reader=ItemReader(...))``.
"""

from sfn_dsl.model.distributed import (
    ItemBatcher,
    ItemReader,
    ProcessorConfig,
    ReaderConfig,
    ResultWriter,
    WriterConfig,
)

__all__ = [
    "ItemBatcher",
    "ItemReader",
    "ProcessorConfig",
    "ReaderConfig",
    "ResultWriter",
    "WriterConfig",
]
