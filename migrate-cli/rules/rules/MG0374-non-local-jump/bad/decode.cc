#include <csetjmp>
static std::jmp_buf on_error;
void Fail(int code) { std::longjmp(on_error, code); }
int Decode(int in) {
  if (setjmp(on_error) != 0) return -1;
  if (in < 0) Fail(1);
  return 0;
}
