#include "rules/evaluator.h"

#include <cmath>

#include "base/strings.h"

namespace gateway::rules {
namespace {
double NumberArg(const std::string& function, const Scalar& v) {
  if (!v.is_number()) throw EvalError(function + ": not a number");
  return v.ToNumber();
}

std::string TextArg(const std::string& function, const Scalar& v) {
  if (v.kind() != codec::ValueKind::kText) { throw EvalError(function + ": not text"); }
  return v.ToText();
}

template <bool kWantLess>
Scalar Extreme(const FunctionTable::Args& args) {
  Scalar best = args[0];
  for (const Scalar& v : args) {
    if (kWantLess ? v < best : best < v) best = v;
  }
  return best;
}
}  // namespace

FunctionTable::FunctionTable() {
  // The casts pick one of the overloads in <cmath>.
  Define("abs", static_cast<double (*)(double)>(std::fabs));
  Define("round", static_cast<double (*)(double)>(std::round));
  Define("min", Extreme<true>, 1);
  Define("max", Extreme<false>, 1);
  Define(
      "len",
      [](const Args& a) { return Scalar(static_cast<int64_t>(TextArg("len", a[0]).size())); }, 1,
      1);
  Define(
      "contains",
      [](const Args& a) {
        return Scalar(TextArg("contains", a[0]).find(TextArg("contains", a[1])) !=
                      std::string::npos);
      },
      2, 2);
  Define(
      "starts_with",
      [](const Args& a) {
        return Scalar(StartsWith(TextArg("starts_with", a[0]), TextArg("starts_with", a[1])));
      },
      2, 2);
  Define("text", [](const Args& a) { return Scalar(a[0].ToText()); }, 1, 1);
}

void FunctionTable::Define(const std::string& name, std::function<Scalar(const Args&)> fn,
                           size_t min_args, size_t max_args) {
  functions_[name] = Function{std::move(fn), min_args, max_args};
}

void FunctionTable::Define(const std::string& name, std::function<double(double)> fn) {
  Define(name, [name, fn](const Args& args) { return Scalar(fn(NumberArg(name, args[0]))); }, 1, 1);
}

Scalar FunctionTable::Call(const std::string& name, const Args& args) const {
  auto it = functions_.find(name);
  if (it == functions_.end()) { throw EvalError("unknown function '" + name + "'"); }
  if (args.size() < it->second.min_args || args.size() > it->second.max_args) {
    throw EvalError(name + ": wrong number of arguments: " + std::to_string(args.size()));
  }
  return it->second.body(args);
}

Scalar Evaluator::Evaluate(const Expr& expr) {
  expr.Accept(*this);
  return std::move(result_);
}

void Evaluator::Visit(const VariableExpr& e) {
  if (!env_.Lookup(e.name, &result_)) { throw EvalError("unknown variable '" + e.name + "'"); }
}

void Evaluator::Visit(const UnaryExpr& e) {
  const Scalar v = Evaluate(*e.operand);
  result_ = e.op == '!' ? Scalar(!v.Truthy()) : -v;
}

void Evaluator::Visit(const BinaryExpr& e) {
  const Scalar a = Evaluate(*e.left);
  if (e.op == BinaryExpr::kOr || e.op == BinaryExpr::kAnd) {
    const bool decided = e.op == BinaryExpr::kOr;
    result_ = Scalar(a.Truthy() == decided ? decided : Evaluate(*e.right).Truthy());
    return;
  }
  const Scalar b = Evaluate(*e.right);
  switch (e.op) {
    case BinaryExpr::kEq: result_ = Scalar(LooselyEqual(a, b)); break;
    case BinaryExpr::kNe: result_ = Scalar(!LooselyEqual(a, b)); break;
    case BinaryExpr::kLt: result_ = Scalar(a < b); break;
    case BinaryExpr::kLe: result_ = Scalar(!(b < a)); break;
    case BinaryExpr::kGt: result_ = Scalar(b < a); break;
    case BinaryExpr::kGe: result_ = Scalar(!(a < b)); break;
    case BinaryExpr::kAdd: result_ = a + b; break;
    case BinaryExpr::kSub: result_ = a - b; break;
    case BinaryExpr::kMul: result_ = a * b; break;
    case BinaryExpr::kDiv: result_ = a / b; break;
    default: result_ = a % b; break;
  }
}

void Evaluator::Visit(const ConditionalExpr& e) {
  const bool yes = Evaluate(*e.condition).Truthy();
  result_ = Evaluate(yes ? *e.then_value : *e.else_value);
}

void Evaluator::Visit(const CallExpr& e) {
  if (e.name == "has" && e.args.size() == 1) {
    const auto* name = dynamic_cast<const VariableExpr*>(e.args[0].get());
    if (name == nullptr) throw EvalError("has: not a variable");
    Scalar ignored;
    result_ = Scalar(env_.Lookup(name->name, &ignored));
    return;
  }
  FunctionTable::Args args;
  for (const ExprPtr& arg : e.args) args.push_back(Evaluate(*arg));
  result_ = functions_.Call(e.name, args);
}
}  // namespace gateway::rules
