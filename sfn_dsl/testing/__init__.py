"""Testing a workflow here: simulated executions, answers for tasks, and coverage."""
