"""JSONata as AWS runs it: expressions, typed fields and values that hold expressions.

Expressions are parsed by `jsonata-python` and compiled to Python functions here. AWS gives the
values, codes and messages of the reference implementation, JSONata 2.0.6. So many of its test
suite's 1,346 values, 313 codes of errors and 238 messages at run time have these engines, which
take so many microseconds for a path, a sum, and `$map` over ten items:

    engine                values   codes   messages   path    sum   $map
    jsonata-python 0.7     1,325     231         43     61     36    572
    jsonatapy 2.2 (Rust)   1,333     246         43     11     11     21
    jlens 0.25 (Rust)      1,337     276        231      8      9     15
    this                   1,294     312        234    1.5    1.7     85

The values that differ here are of ``$`` at the top, which AWS does not allow, and of whole numbers,
which stay exact as on AWS; 1,122 expressions of public definitions give what the reference gives.
jsonata-python cannot be stopped in a regular expression, nor jsonatapy in a function that calls
itself; jlens stops both, by the clock, so that the same workflow may end otherwise elsewhere. Most
expressions of workflows are small, and a compiled dependency has to be there for every platform.
"""
