#include <iostream>
#include <sstream>
#include <string>

namespace lib {

/// Asks, without a flush, and reads the answer.
inline std::string asked(std::iostream& peer, const std::string& question) {
  std::string answer;
  peer << question << '\n';
  std::getline(peer, answer);
  return answer;
}
inline int sum(std::iostream* numbers) {
  int a = 0;
  int b = 0;
  if (numbers == nullptr || !(*numbers >> a >> b)) return -1;
  *numbers << '=' << a + b;
  return a + b;
}

/// Goes on with the stream.
class Session {
 public:
  explicit Session(std::iostream& peer) : peer_(peer) { peer_ << "hello\n"; }
  ~Session() { peer_ << "bye\n"; }
  std::string ask(const std::string& question) { return asked(peer_, question); }

 private:
  std::iostream& peer_;
};

}  // namespace lib
