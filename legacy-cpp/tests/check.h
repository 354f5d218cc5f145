#ifndef GATEWAY_TESTS_CHECK_H_
#define GATEWAY_TESTS_CHECK_H_

// A test framework in one page.  TEST(Name) { ... } registers a test; every
// failed CHECK is printed and makes the program fail at the end.  Arguments
// on the command line select tests by name.

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace check {
struct Test {
  const char* name;
  void (*run)();
};
inline std::vector<Test>& Tests() {
  static std::vector<Test> tests;
  return tests;
}
inline int& Failures() {
  static int failures = 0;
  return failures;
}
struct Adder {
  Adder(const char* name, void (*run)()) { Tests().push_back({name, run}); }
};

inline void Fail(const char* file, int line, const std::string& what) {
  ++Failures();
  std::cerr << file << ":" << line << ": " << what << "\n";
}

template <typename T>
void Print(std::ostream& os, const T& v) {
  if constexpr (std::is_enum_v<T>) {
    os << static_cast<long long>(v);
  } else {
    os << v;
  }
}

template <typename A, typename B>
void Equal(const A& a, const B& b, const char* text, const char* file, int line) {
  if (a == b) return;
  std::ostringstream os;
  os << text << "\n  left:  ";
  Print(os, a);
  os << "\n  right: ";
  Print(os, b);
  Fail(file, line, os.str());
}

// A directory that is gone when the test is over.
class TempDir {
 public:
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gwtest-XXXXXX").string();
    path_ = mkdtemp(&pattern[0]);
  }
  ~TempDir() { std::filesystem::remove_all(path_); }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}
inline void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}
}  // namespace check

#define TEST(name)                                           \
  static void Test##name();                                  \
  static const check::Adder adder_##name(#name, Test##name); \
  static void Test##name()
#define CHECK(cond)                                      \
  do {                                                   \
    if (!(cond)) check::Fail(__FILE__, __LINE__, #cond); \
  } while (0)
#define CHECK_EQ(a, b) check::Equal(a, b, #a " == " #b, __FILE__, __LINE__)
// `what` must be the whole text of the exception.
#define CHECK_THROWS(expr, Type, text)                                                   \
  do {                                                                                   \
    try {                                                                                \
      (void)(expr);                                                                      \
      check::Fail(__FILE__, __LINE__, #expr " did not throw");                           \
    } catch (const Type& e) {                                                            \
      check::Equal(std::string(e.what()), std::string(text), #expr, __FILE__, __LINE__); \
    }                                                                                    \
  } while (0)

int main(int argc, char** argv) {
  int run = 0;
  for (const check::Test& test : check::Tests()) {
    bool wanted = argc == 1;
    for (int i = 1; i < argc; ++i) wanted |= std::string(test.name) == argv[i];
    if (!wanted) continue;
    const int before = check::Failures();
    try {
      test.run();
    } catch (const std::exception& e) {
      check::Fail(test.name, 0, std::string("uncaught: ") + e.what());
    }
    ++run;
    if (check::Failures() != before) std::cerr << "FAILED " << test.name << "\n";
  }
  std::cout << run << " tests, " << check::Failures() << " failures\n";
  return run == 0 || check::Failures() != 0;
}

#endif  // GATEWAY_TESTS_CHECK_H_
