"""What newspapers' own words tell: bylines, author lines, credits, furniture. Text in, small facts out."""
