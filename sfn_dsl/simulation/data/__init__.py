"""The data flow of JSONPath states: paths, templates, intrinsic functions, Choice rules.

Everything is compiled once into closures that take the data of a field and the state's `Roots`.
Values are shared between states and never changed: what writes copies what it writes into.
(ASL reference, sections 2 to 5.)
"""
