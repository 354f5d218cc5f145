// Rules are read, a visitor looks at every node of them, and an engine runs them on packets, as the pipeline does it.
#include "rules/parser.h"

#include <vector>

#include "rules/engine.h"
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

// The metrics of a packet.
struct Packet : public rules::Environment {
  rules::Scalar temperature, pressure, flow, valve;

  bool Lookup(const std::string& name, rules::Scalar* value) const override {
    if (name == "temperature") {
      *value = temperature;
    } else if (name == "pressure") {
      *value = pressure;
    } else if (name == "flow") {
      *value = flow;
    } else if (name == "valve") {
      *value = valve;
    } else {
      return false;
    }
    return true;
  }
};

class Rules {
 public:
  explicit Rules(uint64_t seed) : random_(seed) {
    for (int i = 0; i < 16; ++i) {
      const std::string limit = std::to_string(random_.Below(500));
      texts_.push_back("temperature > " + limit + " && (pressure / 2 + " + limit +
                       ".5) * 3 < max(flow, 10, avg(flow)) || !(valve == \"open\") ? 1 : temperature % 7");
    }
    engine_.OnAction("alert", [this](const rules::Rule&, const rules::Engine::Args& args) { alerts_ += args.size(); });
    engine_.AddRule("hot", "temperature > 80 && valve == \"open\"", "alert(\"hot\")");
    engine_.AddRule("leak", "pressure / 2 < flow * 3 - 10", "alert(\"leak\", pressure)", rules::Rule::kEdge);
    engine_.AddRule("stuck", "has(valve) && !(valve == \"open\") && max(flow, 1) > 50", "alert(\"stuck\")");
    packet_.valve = rules::Scalar("open");
  }
  void Step(scenario::Checksum* sum) {
    Nodes nodes(sum);
    rules::ParseExpression(texts_[random_.Below(texts_.size())])->Accept(nodes);
    packet_.temperature = rules::Scalar(static_cast<double>(random_.Below(1000)) / 8);
    packet_.pressure = rules::Scalar(static_cast<double>(random_.Below(1000)));
    packet_.flow = rules::Scalar(static_cast<int64_t>(random_.Below(100)));
    sum->Add(static_cast<uint64_t>(engine_.Run(packet_, random_.Below(16))));
    sum->Add(alerts_);
  }

 private:
  scenario::Random random_;
  std::vector<std::string> texts_;
  rules::Engine engine_;
  Packet packet_;
  uint64_t alerts_ = 0;
};

}  // namespace

SCENARIO(Rules)
