#include "rules/lexer.h"

#include "base/strings.h"

namespace gateway::rules {
Token Lexer::Next() {
  while (pos_ < input_.size() && IsSpace(input_[pos_])) ++pos_;
  Token token;
  token.position = pos_;
  if (pos_ == input_.size()) return token;
  const char c = input_[pos_];
  if (IsDigit(c)) {
    LexNumber(&token);
  } else if (c == '"') {
    LexText(&token);
  } else if (IsIdentStart(c)) {
    token.kind = Token::kName;
    // Dots belong to names: metrics are called things like "motor.temp".
    while (pos_ < input_.size() && (IsIdent(input_[pos_]) || input_[pos_] == '.')) {
      token.text += input_[pos_++];
    }
  } else {
    token.kind = Token::kSymbol;
    std::string_view two = input_.substr(pos_, 2);
    for (const char* symbol : {"||", "&&", "==", "!=", "<=", ">="}) {
      if (two == symbol) token.text = symbol;
    }
    if (token.text.empty()) {
      if (std::string_view("<>+-*/%!()?:,").find(c) == two.npos) {
        throw ParseError(pos_,
                         "unexpected character '" + EscapeBytes(input_.substr(pos_, 1)) + "'");
      }
      token.text = std::string(1, c);
    }
    pos_ += token.text.size();
  }
  return token;
}

void Lexer::LexNumber(Token* token) {
  token->kind = Token::kNumber;
  size_t end = pos_;
  bool is_double = false;
  while (end < input_.size()) {
    const char c = input_[end];
    const bool sign_of_exponent =
        (c == '+' || c == '-') && (input_[end - 1] == 'e' || input_[end - 1] == 'E');
    if (!IsIdent(c) && c != '.' && !(is_double && sign_of_exponent)) break;
    if (!IsDigit(c)) is_double = true;
    ++end;
  }
  const std::string_view text = input_.substr(pos_, end - pos_);
  int64_t i;
  double d;
  if (!is_double && ParseInt64(text, &i)) {
    token->value = Scalar(i);
  } else if (is_double && ParseDouble(text, &d)) {
    token->value = Scalar(d);
  } else {
    throw ParseError(pos_, "bad number '" + std::string(text) + "'");
  }
  pos_ = end;
}

void Lexer::LexText(Token* token) {
  token->kind = Token::kText;
  std::string out;
  size_t i = pos_ + 1;
  for (; i < input_.size() && input_[i] != '"'; ++i) {
    if (input_[i] == '\\') {
      if (++i == input_.size()) break;
      const char c = input_[i];
      if (c != '"' && c != '\\' && c != 'n' && c != 't') {
        throw ParseError(i - 1, "unknown escape");
      }
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    } else {
      out += input_[i];
    }
  }
  if (i >= input_.size()) throw ParseError(pos_, "unterminated text");
  pos_ = i + 1;
  token->value = Scalar(out);
}
}  // namespace gateway::rules
