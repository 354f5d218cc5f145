/* Runs a command and writes what the kernel says it used: a child starts with the resident size of its parent, so whoever
 * wants to know a peak must be small. No library: a few kilobytes.
 *
 *   launcher FD PROGRAM ARGUMENTS...
 *
 * writes "STATUS USER_MICROSECONDS SYSTEM_MICROSECONDS WALL_NANOSECONDS PEAK_KIB\n" to the descriptor FD. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int out = atoi(argv[1]);
  struct timespec began, ended;
  clock_gettime(CLOCK_MONOTONIC, &began);
  pid_t child = vfork();
  if (child == 0) {
    close(out);
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  if (child < 0) return 1;
  int status;
  struct rusage used;
  if (wait4(child, &status, 0, &used) != child) return 1;
  clock_gettime(CLOCK_MONOTONIC, &ended);
  dprintf(out, "%d %lld %lld %lld %ld\n", status, used.ru_utime.tv_sec * 1000000LL + used.ru_utime.tv_usec,
          used.ru_stime.tv_sec * 1000000LL + used.ru_stime.tv_usec,
          (ended.tv_sec - began.tv_sec) * 1000000000LL + (ended.tv_nsec - began.tv_nsec), used.ru_maxrss);
  return 0;
}
