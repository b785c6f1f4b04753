"""A state machine."""

from sfn_dsl import Map, Pass, StateMachine, path
from sfn_dsl.distributed import (
    ItemBatcher,
    ItemReader,
    ProcessorConfig,
    ReaderConfig,
    ResultWriter,
    WriterConfig,
)

row = Pass("Row", end=True)
rows_processor = StateMachine([row])

rows = Map(
    "Rows",
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
    item_batcher=ItemBatcher(
        max_items_per_batch=100,
        batch_input={"run": path("$.run")},
    ),
    max_concurrency=50,
    tolerated_failure_percentage=2.5,
    tolerated_failure_count=path("$.failures"),
    label="rows",
    item_processor=rows_processor,
    processor_config=ProcessorConfig(mode="DISTRIBUTED", execution_type="EXPRESS"),
    result_writer=ResultWriter(
        resource="arn:aws:states:::s3:putObject",
        writer_config=WriterConfig(transformation="FLATTEN", output_type="JSONL"),
        parameters={"Bucket": "results", "Prefix": "rows"},
    ),
    end=True,
)
machine = StateMachine([rows])
