"""A Map that runs an execution for each batch of the rows of a file."""

from sfn_dsl import Map, Pass, StateMachine, path
from sfn_dsl.distributed import (
    ItemBatcher,
    ItemReader,
    ProcessorConfig,
    ReaderConfig,
    ResultWriter,
    WriterConfig,
)

rows = Map(
    "Rows",
    label="rows",
    item_reader=ItemReader(
        resource="arn:aws:states:::s3:getObject",
        reader_config=ReaderConfig(
            input_type="CSV",
            csv_header_location="GIVEN",
            csv_headers=["id", "name"],
            csv_delimiter="SEMICOLON",
            max_items=path("$.most"),
        ),
        parameters={"Bucket": "rows", "Key": path("$.key")},
    ),
    item_batcher=ItemBatcher(max_items_per_batch=100, batch_input={"run": path("$.run")}),
    tolerated_failure_percentage=2.5,
    tolerated_failure_count=path("$.failures"),
    max_concurrency=50,
    processor_config=ProcessorConfig("DISTRIBUTED", "EXPRESS"),
    item_processor=StateMachine([Pass("Row", end=True)]),
    result_writer=ResultWriter(
        resource="arn:aws:states:::s3:putObject",
        writer_config=WriterConfig(transformation="FLATTEN", output_type="JSONL"),
        parameters={"Bucket": "results", "Prefix": "rows"},
    ),
    end=True,
)
machine = StateMachine([rows])
