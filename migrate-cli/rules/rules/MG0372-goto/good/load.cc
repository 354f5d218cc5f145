int Load(int fd) {
  for (int i = 0; i < fd; ++i) {
    if (i == 7) break;
  }
  return fd < 0 ? -1 : fd;
}
