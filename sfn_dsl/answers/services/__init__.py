"""What services answer: plausible answers from their models, and answers of real clients."""
