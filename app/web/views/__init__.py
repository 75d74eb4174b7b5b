"""What pages draw: the filters, rows, axes and counts that they or several of them show."""
