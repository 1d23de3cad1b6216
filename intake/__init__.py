"""Takes a return in: reads it, holds it against what is there, commits it whole or says why not."""
