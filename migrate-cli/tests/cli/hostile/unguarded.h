inline int unguarded() { return 1; }
