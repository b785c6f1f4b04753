"""The Step Functions API of the local AWS, on the engine that simulates workflows."""
