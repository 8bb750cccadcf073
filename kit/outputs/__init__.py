"""What people take home on paper: cards, cases, slips, as PDF from the same words as on screen."""
