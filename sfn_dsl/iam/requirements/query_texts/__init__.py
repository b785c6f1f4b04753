"""What the texts of queries say of the data that they work on."""
