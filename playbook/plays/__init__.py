"""What a play is: Markdown text in, a Page out; pure, without files or git."""
