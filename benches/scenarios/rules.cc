// Expressions of rules are parsed; a visitor looks at every node.
#include "rules/parser.h"

#include "scenario.h"

namespace {

namespace rules = gateway::rules;

class Nodes : public rules::Visitor {
 public:
  explicit Nodes(scenario::Checksum* sum) : sum_(sum) {}
  void Visit(const rules::LiteralExpr&) override { sum_->Add(uint64_t{1}); }
  void Visit(const rules::VariableExpr& e) override { sum_->Add(e.name); }
  void Visit(const rules::UnaryExpr& e) override {
    sum_->Add(static_cast<uint64_t>(e.op));
    e.operand->Accept(*this);
  }
  void Visit(const rules::BinaryExpr& e) override {
    sum_->Add(static_cast<uint64_t>(e.op));
    e.left->Accept(*this);
    e.right->Accept(*this);
  }
  void Visit(const rules::ConditionalExpr& e) override {
    e.condition->Accept(*this);
    e.then_value->Accept(*this);
    e.else_value->Accept(*this);
  }
  void Visit(const rules::CallExpr& e) override {
    sum_->Add(e.name);
    for (const rules::ExprPtr& arg : e.args) arg->Accept(*this);
  }

 private:
  scenario::Checksum* sum_;
};

class Expressions {
 public:
  explicit Expressions(uint64_t seed) : random_(seed) {}
  void Step(scenario::Checksum* sum) {
    const std::string limit = std::to_string(random_.Below(500));
    const std::string text = "temperature > " + limit + " && (pressure / 2 + " + limit +
                             ".5) * 3 < max(flow, 10, avg(flow)) || !(valve == \"open\") ? 1 : temperature % 7";
    Nodes nodes(sum);
    rules::ParseExpression(text)->Accept(nodes);
  }

 private:
  scenario::Random random_;
};

}  // namespace

SCENARIO(Expressions)
