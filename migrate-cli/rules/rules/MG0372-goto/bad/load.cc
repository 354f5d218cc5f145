int Load(int fd) {
  if (fd < 0) goto fail;
  return fd;
fail:
  return -1;
}
