long now();
long elapsed() { return now() - start_time; }
long twice() { return 2 * now(); }
