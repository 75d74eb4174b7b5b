"""What the tests need of the machine itself: a PostgreSQL cluster, a browser, a validator of HTML."""
