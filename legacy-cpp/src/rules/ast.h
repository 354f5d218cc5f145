#ifndef GATEWAY_RULES_AST_H_
#define GATEWAY_RULES_AST_H_

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "rules/value.h"

namespace gateway::rules {
class Visitor;

class Expr {
 public:
  virtual ~Expr() {}
  virtual void Accept(Visitor& visitor) const = 0;
};
typedef std::unique_ptr<Expr> ExprPtr;

struct LiteralExpr : public Expr {
  explicit LiteralExpr(Scalar v) : value(std::move(v)) {}
  void Accept(Visitor& visitor) const override;
  Scalar value;
};

struct VariableExpr : public Expr {
  explicit VariableExpr(std::string n) : name(std::move(n)) {}
  void Accept(Visitor& visitor) const override;
  std::string name;
};

struct UnaryExpr : public Expr {
  UnaryExpr(char o, ExprPtr e) : op(o), operand(std::move(e)) {}
  void Accept(Visitor& visitor) const override;
  char op;  // '-' or '!'
  ExprPtr operand;
};

struct BinaryExpr : public Expr {
  enum Op { kOr, kAnd, kEq, kNe, kLt, kLe, kGt, kGe, kAdd, kSub, kMul, kDiv, kMod };
  BinaryExpr(Op o, ExprPtr l, ExprPtr r) : op(o), left(std::move(l)), right(std::move(r)) {}
  void Accept(Visitor& visitor) const override;
  static const char* OpText(Op op);
  Op op;
  ExprPtr left, right;
};

struct ConditionalExpr : public Expr {
  ConditionalExpr(ExprPtr c, ExprPtr t, ExprPtr e)
      : condition(std::move(c)), then_value(std::move(t)), else_value(std::move(e)) {}
  void Accept(Visitor& visitor) const override;
  ExprPtr condition, then_value, else_value;
};

struct CallExpr : public Expr {
  explicit CallExpr(std::string n) : name(std::move(n)) {}
  void Accept(Visitor& visitor) const override;
  std::string name;
  std::vector<ExprPtr> args;
};

class Visitor {
 public:
  virtual ~Visitor() {}
  virtual void Visit(const LiteralExpr& e) = 0;
  virtual void Visit(const VariableExpr& e) = 0;
  virtual void Visit(const UnaryExpr& e) = 0;
  virtual void Visit(const BinaryExpr& e) = 0;
  virtual void Visit(const ConditionalExpr& e) = 0;
  virtual void Visit(const CallExpr& e) = 0;
};

// Canonical form: every operator in parentheses, "(a + (b * 2))".  Parsing
// it again gives the same tree.
std::ostream& operator<<(std::ostream& os, const Expr& expr);
}  // namespace gateway::rules

#endif  // GATEWAY_RULES_AST_H_
