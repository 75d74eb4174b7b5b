"""What must hold, in the words of the world."""
