"""`newsclean check`: rules with stable codes that find what is wrong in archive text, and put it right where that is safe."""
