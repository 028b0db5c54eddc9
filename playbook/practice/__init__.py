"""Practice: objections and talk tracks said aloud, each again when it would soon be forgotten."""
