"""Running a definition here, in process and in virtual time, as AWS would run it.

The engine sees a `Definition` and nothing else of this package's; what AWS has outside the state
machine (tasks, objects in S3, time, randomness) is handed in.
"""
