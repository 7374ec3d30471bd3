"""The application's side: requests, events and the log of both."""
