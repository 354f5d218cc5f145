#pragma once
class Task {
 public:
  virtual ~Task() = default;
  virtual void Run(int id) = 0;
};
int Schedule(long delay, Task& task);
