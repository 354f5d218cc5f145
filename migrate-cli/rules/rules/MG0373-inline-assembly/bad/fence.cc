int Fence(int v) {
  asm volatile("" : "+r"(v) : : "memory");
  return v;
}
