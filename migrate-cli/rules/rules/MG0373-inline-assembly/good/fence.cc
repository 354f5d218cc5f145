int Fence(int v) {
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  return v;
}
