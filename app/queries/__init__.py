"""Looking: functions that take a session and a day and return frozen dataclasses; they never write."""
