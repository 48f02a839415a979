"""What the server answers, held against AWS's own models and against another simulation."""
