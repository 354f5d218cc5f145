#pragma once
typedef void (*Task)(int id);
int Schedule(long delay, Task task);
