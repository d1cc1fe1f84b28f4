"""A static microsite for one session of a conference, in as many languages as it has readers."""
