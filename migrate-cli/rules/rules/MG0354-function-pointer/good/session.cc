#include "timer.h"
namespace { class Expire : public Task { public: void Run(int) override {} }; }
int Begin() { Expire e; return Schedule(30, e); }
