"""The rules of webhooks: which change is which event, where events may go, and when one is tried again."""
