"""Resources that workflows need, created in the embedded AWS as on AWS."""
