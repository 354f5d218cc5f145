int lz() { return 1; }
