"""ItemReader: the items of a distributed Map from files in S3 (ASL reference, section 7.3)."""

from sfn_dsl.simulation.maps.readers.reader import Reader, compile_reader

__all__ = ["Reader", "compile_reader"]
