"""The role of a state machine at deploy time: finding, reading and reviewing it."""
