"""Forms out and answers in: what is asked, what was answered, what is wrong with it."""
