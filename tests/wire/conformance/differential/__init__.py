"""The same sequence of calls to the server and to moto."""
