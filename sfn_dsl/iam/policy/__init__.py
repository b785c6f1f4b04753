"""Requirements as a policy document: JSON, Terraform, CloudFormation, and explained."""
