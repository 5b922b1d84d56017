"""The widgets of the terminal reader, one in a file."""
