"""The lessons that come with arinb: a file for each, named after the lesson."""
