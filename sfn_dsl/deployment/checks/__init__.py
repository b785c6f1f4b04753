"""What is checked before anything is changed in AWS."""
