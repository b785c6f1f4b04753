"""The operations on executions, Map runs, activities and task tokens of the Step Functions API."""
