#ifndef GATEWAY_RULES_LEXER_H_
#define GATEWAY_RULES_LEXER_H_

#include <string>
#include <string_view>

#include "rules/value.h"

namespace gateway::rules {
struct Token {
  enum Kind { kEnd, kNumber, kText, kName, kSymbol };
  Kind kind = kEnd;
  size_t position = 0;
  std::string text;  // name or symbol
  Scalar value;      // number or text
};

class Lexer {
 public:
  explicit Lexer(std::string_view input) : input_(input), pos_(0) {}
  Token Next();  // throws ParseError

 private:
  void LexNumber(Token* token);
  void LexText(Token* token);

  std::string_view input_;
  size_t pos_;
};
}  // namespace gateway::rules

#endif  // GATEWAY_RULES_LEXER_H_
