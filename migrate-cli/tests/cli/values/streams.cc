#include <stdexcept>

namespace lib {

Emitter::Emitter(std::ostream& out) : out_(out) {
  if (!(out_ << "begin\n").good()) throw std::runtime_error("no room");
}
Emitter::~Emitter() { out_ << "end\n"; }
void Emitter::line(const std::string& text) { out_ << text << '\n'; }
bool Emitter::flush() const { return static_cast<bool>(out_.flush()); }

struct Parser::State {
  std::istream* in;
  std::string last;
};
Parser::Parser() : state_(new State{nullptr, ""}) {}
Parser::Parser(std::istream* in) : state_(new State{in, ""}) {}
Parser::~Parser() {}
bool Parser::load(std::istream& in) {
  state_->in = &in;
  return !word().empty();
}
std::string Parser::word() {
  state_->last.clear();
  *state_->in >> state_->last;
  return state_->last;
}
const std::string& Parser::last() const { return state_->last; }
void Parser::take_over(Parser& other) { state_->in = other.state_->in; }

namespace {
struct Plain : Sink {
  explicit Plain(std::ostream& out) : out(out) {}
  ~Plain() override { out << "."; }
  void put(int value) override { out << value; }
  std::ostream& out;
};
}  // namespace

std::unique_ptr<Sink> make_sink(std::ostream& out) { return std::unique_ptr<Sink>(new Plain(out)); }

}  // namespace lib
