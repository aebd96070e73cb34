"""What knows nothing of the index: errors, messages, text, words, files, frames."""
