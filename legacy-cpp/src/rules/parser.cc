#include "rules/parser.h"

#include "rules/lexer.h"

namespace gateway::rules {
namespace {
struct OpInfo {
  const char* symbol;
  BinaryExpr::Op op;
  int level;
};

const OpInfo kOps[] = {
    {"||", BinaryExpr::kOr, 1}, {"&&", BinaryExpr::kAnd, 2}, {"==", BinaryExpr::kEq, 3},
    {"!=", BinaryExpr::kNe, 3}, {"<", BinaryExpr::kLt, 4},   {"<=", BinaryExpr::kLe, 4},
    {">", BinaryExpr::kGt, 4},  {">=", BinaryExpr::kGe, 4},  {"+", BinaryExpr::kAdd, 5},
    {"-", BinaryExpr::kSub, 5}, {"*", BinaryExpr::kMul, 6},  {"/", BinaryExpr::kDiv, 6},
    {"%", BinaryExpr::kMod, 6},
};
const int kTightest = 6;

// Expressions come from config files that may be generated; a stack overflow
// would take the whole gateway down.
const int kMaxDepth = 64;

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) { Advance(); }

  ExprPtr Expression() {
    if (++depth_ > kMaxDepth) Fail("expression nested too deeply");
    ExprPtr condition = Binary(1);
    if (Accept("?")) {
      ExprPtr then_value = Expression();
      Expect(":");
      ExprPtr else_value = Expression();
      condition.reset(
          new ConditionalExpr(std::move(condition), std::move(then_value), std::move(else_value)));
    }
    --depth_;
    return condition;
  }

  std::unique_ptr<CallExpr> Call(const std::string& name) {
    std::unique_ptr<CallExpr> call(new CallExpr(name));
    if (Accept(")")) return call;
    do { call->args.push_back(Expression()); } while (Accept(","));
    Expect(")");
    return call;
  }

  std::vector<std::unique_ptr<CallExpr>> Actions() {
    std::vector<std::unique_ptr<CallExpr>> out;
    do {
      if (token_.kind != Token::kName) Fail("expected an action");
      const std::string name = token_.text;
      Advance();
      Expect("(");
      out.push_back(Call(name));
    } while (Accept(","));
    return out;
  }

  void End() {
    if (token_.kind != Token::kEnd) Fail("unexpected " + Describe());
  }

 private:
  void Advance() { token_ = lexer_.Next(); }

  bool Accept(const char* symbol) {
    if (token_.kind != Token::kSymbol || token_.text != symbol) return false;
    Advance();
    return true;
  }

  void Expect(const char* symbol) {
    if (!Accept(symbol)) { Fail(std::string("expected '") + symbol + "', got " + Describe()); }
  }

  std::string Describe() const {
    if (token_.kind == Token::kEnd) return "end of input";
    if (token_.kind == Token::kNumber) return token_.value.ToText();
    if (token_.kind == Token::kText) return "text";
    return "'" + token_.text + "'";
  }

  [[noreturn]] void Fail(const std::string& message) const {
    throw ParseError(token_.position, message);
  }

  ExprPtr Binary(int level) {
    if (level > kTightest) return Unary();
    ExprPtr left = Binary(level + 1);
    for (;;) {
      const OpInfo* found = nullptr;
      for (const OpInfo& info : kOps) {
        if (info.level == level && Accept(info.symbol)) {
          found = &info;
          break;
        }
      }
      if (found == nullptr) return left;
      ExprPtr right = Binary(level + 1);
      left.reset(new BinaryExpr(found->op, std::move(left), std::move(right)));
    }
  }

  ExprPtr Unary() {
    if (++depth_ > kMaxDepth) Fail("expression nested too deeply");
    ExprPtr out;
    if (Accept("-")) {
      out.reset(new UnaryExpr('-', Unary()));
    } else if (Accept("!")) {
      out.reset(new UnaryExpr('!', Unary()));
    } else {
      out = Primary();
    }
    --depth_;
    return out;
  }

  ExprPtr Primary() {
    Token token = token_;
    if (Accept("(")) {
      ExprPtr inner = Expression();
      Expect(")");
      return inner;
    }
    if (token.kind == Token::kEnd || token.kind == Token::kSymbol) {
      Fail("expected a value, got " + Describe());
    }
    Advance();
    if (token.kind != Token::kName) { return ExprPtr(new LiteralExpr(token.value)); }
    if (token.text == "true") return ExprPtr(new LiteralExpr(Scalar(true)));
    if (token.text == "false") return ExprPtr(new LiteralExpr(Scalar(false)));
    if (token.text == "none") return ExprPtr(new LiteralExpr(Scalar()));
    if (Accept("(")) return Call(token.text);
    return ExprPtr(new VariableExpr(token.text));
  }

  Lexer lexer_;
  Token token_;
  int depth_ = 0;
};
}  // namespace

ExprPtr ParseExpression(std::string_view text) {
  Parser parser(text);
  ExprPtr out = parser.Expression();
  parser.End();
  return out;
}

std::vector<std::unique_ptr<CallExpr>> ParseActions(std::string_view text) {
  Parser parser(text);
  std::vector<std::unique_ptr<CallExpr>> out = parser.Actions();
  parser.End();
  return out;
}
}  // namespace gateway::rules
