"""The expressions of the States Language: paths, intrinsic calls, JSONata, conditions."""
