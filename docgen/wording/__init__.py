"""Vietnamese sentences, numbers and dates of official documents."""
