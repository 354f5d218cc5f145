#include "rules/engine.h"

#include <algorithm>

#include "base/log.h"

namespace gateway::rules {
void Engine::OnAction(const std::string& name, Action action) {
  actions_[name] = std::move(action);
}

std::shared_ptr<const Rule> Engine::AddRule(const std::string& name, const std::string& when,
                                            const std::string& then, Rule::Trigger trigger,
                                            int priority) {
  if (Find(name) != nullptr) throw RuleError("duplicate rule '" + name + "'");
  auto rule = std::make_shared<Rule>();
  rule->name_ = name;
  rule->when_ = ParseExpression(when);
  rule->then_ = ParseActions(then);
  rule->trigger_ = trigger;
  rule->priority_ = priority;
  for (const auto& call : rule->then_) {
    if (actions_.count(call->name) == 0) { throw RuleError("unknown action '" + call->name + "'"); }
  }
  auto at = std::find_if(rules_.begin(), rules_.end(),
                         [&](const auto& r) { return r->priority_ < priority; });
  rules_.insert(at, rule);
  return rule;
}

std::shared_ptr<const Rule> Engine::Find(const std::string& name) const {
  for (const auto& rule : rules_) {
    if (rule->name_ == name) return rule;
  }
  return nullptr;
}

int Engine::Run(const Environment& env, uint64_t subject) {
  int fired = 0;
  // A copy of the pointers: an action may add rules.
  const std::vector<std::shared_ptr<Rule>> rules = rules_;
  for (const auto& rule : rules) {
    if (rule->disabled_) continue;
    try {
      fired += RunRule(rule.get(), env, subject) ? 1 : 0;
      rule->errors_in_a_row_ = 0;
    } catch (const EvalError& e) {
      ++rule->stats_.errors;
      rule->last_error_ = e.what();
      if (++rule->errors_in_a_row_ >= kMaxErrorsInARow) {
        rule->disabled_ = true;
        GW_WARN("rule %s switched off: %s", rule->name_.c_str(), e.what());
      }
    }
  }
  return fired;
}

bool Engine::RunRule(Rule* rule, const Environment& env, uint64_t subject) {
  ++rule->stats_.evaluated;
  Evaluator evaluator(env, functions_);
  const bool now = evaluator.Evaluate(*rule->when_).Truthy();
  bool& before = rule->was_true_[subject];
  const bool fire = now && !(rule->trigger_ == Rule::kEdge && before);
  before = now;
  if (!fire) return false;
  ++rule->stats_.fired;
  for (const auto& call : rule->then_) {
    Args args;
    for (const ExprPtr& arg : call->args) { args.push_back(evaluator.Evaluate(*arg)); }
    actions_.find(call->name)->second(*rule, args);
  }
  return true;
}
}  // namespace gateway::rules
