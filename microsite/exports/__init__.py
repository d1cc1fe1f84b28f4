"""A session for other programs: calendars, and the scripts of its own pages."""
