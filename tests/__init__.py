"""What must hold, in the words of the app_state."""
