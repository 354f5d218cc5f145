#include "rules/ast.h"

#include <ostream>

namespace gateway::rules {
void LiteralExpr::Accept(Visitor& visitor) const { visitor.Visit(*this); }
void VariableExpr::Accept(Visitor& visitor) const { visitor.Visit(*this); }
void UnaryExpr::Accept(Visitor& visitor) const { visitor.Visit(*this); }
void BinaryExpr::Accept(Visitor& visitor) const { visitor.Visit(*this); }
void ConditionalExpr::Accept(Visitor& visitor) const { visitor.Visit(*this); }
void CallExpr::Accept(Visitor& visitor) const { visitor.Visit(*this); }

const char* BinaryExpr::OpText(Op op) {
  static const char* const kTexts[] = {"||", "&&", "==", "!=", "<", "<=", ">",
                                       ">=", "+",  "-",  "*",  "/", "%"};
  return kTexts[op];
}

namespace {
class Printer : public Visitor {
 public:
  explicit Printer(std::ostream& os) : os_(os) {}
  void Visit(const LiteralExpr& e) override { os_ << e.value; }
  void Visit(const VariableExpr& e) override { os_ << e.name; }
  void Visit(const UnaryExpr& e) override { os_ << '(' << e.op << *e.operand << ')'; }
  void Visit(const BinaryExpr& e) override {
    os_ << '(' << *e.left << ' ' << BinaryExpr::OpText(e.op) << ' ' << *e.right << ')';
  }
  void Visit(const ConditionalExpr& e) override {
    os_ << '(' << *e.condition << " ? " << *e.then_value << " : " << *e.else_value << ')';
  }
  void Visit(const CallExpr& e) override {
    os_ << e.name << '(';
    for (size_t i = 0; i < e.args.size(); ++i) { os_ << (i == 0 ? "" : ", ") << *e.args[i]; }
    os_ << ')';
  }

 private:
  std::ostream& os_;
};
}  // namespace

std::ostream& operator<<(std::ostream& os, const Expr& expr) {
  Printer printer(os);
  expr.Accept(printer);
  return os;
}
}  // namespace gateway::rules
