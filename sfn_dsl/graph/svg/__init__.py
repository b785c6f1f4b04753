"""Pictures in SVG."""

from sfn_dsl.graph.svg.drawing import as_svg

__all__ = ["as_svg"]
