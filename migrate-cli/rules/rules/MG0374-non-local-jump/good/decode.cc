static int Fail(int code) { return -code; }
int Decode(int in) {
  if (in < 0) return Fail(1);
  return 0;
}
