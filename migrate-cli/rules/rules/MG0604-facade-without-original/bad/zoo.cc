namespace zoo {
int wings(int animals) { return 2 * animals; }
long legs(long animals) { return 4 * animals; }
}
