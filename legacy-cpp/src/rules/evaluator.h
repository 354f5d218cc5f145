#ifndef GATEWAY_RULES_EVALUATOR_H_
#define GATEWAY_RULES_EVALUATOR_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "rules/ast.h"

namespace gateway::rules {

// Where variables come from.
class Environment {
 public:
  virtual ~Environment() {}
  virtual bool Lookup(const std::string& name, Scalar* value) const = 0;
};

class FunctionTable {
 public:
  typedef std::vector<Scalar> Args;

  // With abs, round, min, max, len, contains, starts_with and text.
  FunctionTable();

  void Define(const std::string& name, std::function<Scalar(const Args&)> fn, size_t min_args = 0,
              size_t max_args = 16);
  // A plain numeric function of one argument.
  void Define(const std::string& name, std::function<double(double)> fn);
  // Throws EvalError for an unknown name or a wrong number of arguments.
  Scalar Call(const std::string& name, const Args& args) const;

 private:
  struct Function {
    std::function<Scalar(const Args&)> body;
    size_t min_args, max_args;
  };
  std::map<std::string, Function> functions_;
};

// has(x) is built in here because it must not evaluate its argument.
class Evaluator : private Visitor {
 public:
  Evaluator(const Environment& env, const FunctionTable& functions)
      : env_(env), functions_(functions) {}
  Scalar Evaluate(const Expr& expr);  // throws EvalError

 private:
  void Visit(const LiteralExpr& e) override { result_ = e.value; }
  void Visit(const VariableExpr& e) override;
  void Visit(const UnaryExpr& e) override;
  void Visit(const BinaryExpr& e) override;
  void Visit(const ConditionalExpr& e) override;
  void Visit(const CallExpr& e) override;

  const Environment& env_;
  const FunctionTable& functions_;
  Scalar result_;
};
}  // namespace gateway::rules

#endif  // GATEWAY_RULES_EVALUATOR_H_
