"""A guestbook of server-rendered pages."""
