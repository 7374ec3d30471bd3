"""The server's side: an Asterisk program, its configuration, its process and a phone."""
