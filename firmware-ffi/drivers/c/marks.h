/* What is measured lies between a call of the one and a call of the other. */
#ifndef MARKS_H
#define MARKS_H

void bench_begin(void);
void bench_end(void);

#endif
