"""The screens of the terminal reader, one in a file."""
