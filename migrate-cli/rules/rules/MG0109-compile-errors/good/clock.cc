long now();
static long start_time;
long elapsed() { return now() - start_time; }
