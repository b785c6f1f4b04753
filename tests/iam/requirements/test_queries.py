"""The tables that a query of Athena names, read out of its text."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest

from ..asking import asked, granted, jsonata, reasons, states, task

GLUE = "arn:aws:glue:eu-west-1:123456789012"


def query(text: str, **parameters: Any) -> dict[str, Any]:
    return task("athena:startQueryExecution.sync", {"QueryString": text, **parameters})


def tables(state: dict[str, Any]) -> list[str]:
    """The databases and tables that are granted, without the one that is always."""
    found = (one.removeprefix(f"{GLUE}:") for one in granted(state)["glue:GetTable"])
    return [one for one in dict.fromkeys(found) if one not in ("catalog", "database/default")]


DATABASES = ["database/a", "database/b"]
QUERIES = [
    ("SELECT * FROM sales.orders", ["database/sales", "table/sales/orders"]),
    ("select 1 from Sales.ORDERS o", ["database/sales", "table/sales/orders"]),
    ('SELECT a FROM "AwsDataCatalog"."db"."t"', ["database/db", "table/db/t"]),
    ("SELECT * FROM orders", ["table/default/orders"]),
    (
        "SELECT * FROM a.x JOIN b.y ON x.i = y.i",
        ["database/a", "database/b", "table/a/x", "table/b/y"],
    ),
    ("WITH t AS (SELECT * FROM a.x) SELECT * FROM t", ["database/a", "table/a/x"]),
    ("WITH x AS (SELECT * FROM x) SELECT * FROM x", ["table/default/x"]),
    ("INSERT INTO a.x SELECT * FROM b.y", ["database/a", "database/b", "table/a/x", "table/b/y"]),
    (
        "CREATE TABLE a.x AS SELECT * FROM b.y",
        ["database/a", "database/b", "table/a/x", "table/b/y"],
    ),
    ("DROP TABLE IF EXISTS a.x", ["database/a", "table/a/x"]),
    ("CREATE DATABASE a", ["database/a"]),
    ("SELECT * FROM ${Db}.${Stage}_orders", ["database/${Db}", "table/${Db}/${Stage}_orders"]),
    ('SELECT * FROM a."x$partitions"', ["database/a", "table/a/x"]),
    ("SELECT 1", []),
]


@pytest.mark.parametrize(("text", "used"), QUERIES)
def test_a_query_uses_the_tables_that_it_names(text: str, used: list[str]) -> None:
    state = query(text)
    assert tables(state) == used
    assert not any("query of state" in reason for reason in reasons(state))


def test_a_table_without_a_database_is_in_that_of_the_context() -> None:
    state = query("SELECT * FROM orders", QueryExecutionContext={"Database": "sales"})
    assert tables(state) == ["database/sales", "table/sales/orders"]
    dynamic = query("SELECT * FROM orders", QueryExecutionContext={"Database.$": "$.db"})
    assert tables(dynamic) == ["database/*", "table/*/orders"]
    assert "'Database.$' of state 'A' is computed at run time" in reasons(dynamic)


@pytest.mark.parametrize(
    "state",
    [
        task("athena:startQueryExecution", {"QueryString.$": "$.sql"}),
        task("athena:startQueryExecution", {"QueryString.$": "States.Format('SELECT {}', $.a)"}),
        jsonata("athena:startQueryExecution", {"QueryString": "{% 'SELECT * FROM ' & $t %}"}),
        jsonata("athena:startQueryExecution", "{% $states.input %}"),
        query("MSCK REPAIR TABLE db.t"),
        query("EXECUTE report USING 1"),
        query("SELECT * FROM information_schema.tables"),
        query("this is ( not a query"),
        query(""),
    ],
)
def test_a_query_that_cannot_be_read_may_use_any_table_and_says_so(state: dict[str, Any]) -> None:
    assert tables(state) == ["database/*", "table/*"]
    assert any("computed" in one or "query of" in one or "has no" in one for one in reasons(state))


def test_a_query_that_writes_a_table_writes_its_data() -> None:
    state = query("INSERT INTO a.x SELECT 1", ResultConfiguration={"OutputLocation": "s3://o/"})
    assert granted(state)["s3:DeleteObject"] == ["arn:aws:s3:::*/*"]
    text = "CREATE TABLE a.x WITH (external_location = 's3://data/x/') AS SELECT 1"
    assert granted(query(text))["s3:DeleteObject"] == ["arn:aws:s3:::data/x/*"]
    assert "s3:DeleteObject" not in granted(query("SELECT * FROM a.x"))


def test_other_catalogs_are_granted_and_noted() -> None:
    state = query("SELECT * FROM lake.a.x")
    catalogs = granted(state)["athena:GetDataCatalog"]
    assert [one.rpartition("/")[2] for one in catalogs] == ["AwsDataCatalog", "lake"]
    notes = [one.reason for one in asked(states(A=state)).notes]
    assert any(note.startswith("the catalog 'lake' of the query") for note in notes)


def test_a_prepared_statement_is_looked_up() -> None:
    assert "athena:GetPreparedStatement" in granted(query("execute report"))
    assert "athena:GetPreparedStatement" not in granted(query("SELECT 1"))


def test_the_sdk_s_call_is_read_too() -> None:
    found = granted(
        task("aws-sdk:athena:startQueryExecution", {"QueryString": "SELECT * FROM a.x"})
    )
    assert f"{GLUE}:table/a/x" in found["glue:GetTable"]


def test_what_the_parser_does_not_know_is_not_logged() -> None:
    program = (
        "from sfn_dsl import Definition, policy_of; import sys\n"
        "task = {'Type': 'Task', 'Resource': 'arn:aws:states:::athena:startQueryExecution',"
        " 'Parameters': {'QueryString': sys.argv[1]}}\n"
        "policy_of(Definition({'StartAt': 'A', 'States': {'A': task}}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "SHOW TABLES"], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


ONLY_READ = [
    "SELECT * FROM db.t",
    "WITH a AS (SELECT 1) SELECT * FROM a, db.t",
    "EXPLAIN SELECT * FROM db.t",
    "DESCRIBE db.t",
    "SHOW TABLES IN db",
]


@pytest.mark.parametrize("text", ONLY_READ)
def test_a_query_that_only_reads_may_not_change_the_catalog(text: str) -> None:
    found = granted(query(text))
    assert "glue:GetTable" in found
    assert not {name for name in found if re.match("glue:(Batch)?(Create|Delete|Update)", name)}


@pytest.mark.parametrize(
    "text", ["INSERT INTO db.t SELECT 1", "DROP TABLE db.t", "CREATE DATABASE d", "VACUUM db.t"]
)
def test_a_query_that_writes_or_is_not_known_may(text: str) -> None:
    found = granted(query(text))
    assert {"glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable"} <= set(found)


def test_functions_of_lambda_and_sagemaker_in_a_query_are_called() -> None:
    found = granted(
        query(
            "USING EXTERNAL FUNCTION f(a VARCHAR, b DECIMAL(3,2)) RETURNS VARCHAR LAMBDA 'redact',"
            " g(a INT) RETURNS DOUBLE SAGEMAKER 'scores' SELECT f(a), g(b) FROM db.t"
        )
    )
    start = "eu-west-1:123456789012"
    assert found["lambda:InvokeFunction"] == [
        f"arn:aws:lambda:{start}:function:redact",
        f"arn:aws:lambda:{start}:function:redact:*",
    ]
    assert found["sagemaker:InvokeEndpoint"] == [f"arn:aws:sagemaker:{start}:endpoint/scores"]
    assert found["glue:GetTable"][-1].endswith("table/db/t")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("UNLOAD (SELECT * FROM db.t) TO 's3://out/x/' WITH (format = 'PARQUET')", "out/x/*"),
        (
            "CREATE TABLE db.i (a int) LOCATION 's3://i' TBLPROPERTIES ('table_type'='ICEBERG')",
            "i/*",
        ),
    ],
)
def test_where_a_query_says_that_it_writes_it_may(text: str, place: str) -> None:
    state = query(text)
    assert granted(state)["s3:PutObject"][-1] == f"arn:aws:s3:::{place}"
    assert not any("writes" in reason for reason in reasons(state))


def test_where_a_query_writes_without_saying_so_is_told_as_that() -> None:
    state = query("INSERT INTO db.t SELECT * FROM db.u")
    assert granted(state)["s3:DeleteObject"] == ["arn:aws:s3:::*/*"]
    found = reasons(state)
    assert "the query does not say where the tables that it writes are stored" in found
    assert not any("computed at run time" in reason for reason in found)


def test_preparing_a_statement_is_an_action_of_its_own() -> None:
    found = granted(query("PREPARE p FROM SELECT * FROM db.t WHERE a = ?"))
    assert found["athena:CreatePreparedStatement"] == [
        "arn:aws:athena:eu-west-1:123456789012:workgroup/primary"
    ]
    assert found["glue:GetTable"][-1].endswith("table/db/t")
    assert "athena:CreatePreparedStatement" not in granted(query("SELECT prepare FROM db.t"))
