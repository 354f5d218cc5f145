#ifndef GATEWAY_RULES_ENGINE_H_
#define GATEWAY_RULES_ENGINE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rules/evaluator.h"
#include "rules/parser.h"

namespace gateway::rules {
class Rule {
 public:
  enum Trigger { kLevel, kEdge };  // kEdge: only when it becomes true

  struct Stats {
    uint64_t evaluated = 0;
    uint64_t fired = 0;
    uint64_t errors = 0;
  };

  const std::string& name() const { return name_; }
  const Stats& stats() const { return stats_; }
  const std::string& last_error() const { return last_error_; }
  bool disabled() const { return disabled_; }

 private:
  friend class Engine;
  std::string name_, last_error_;
  ExprPtr when_;
  std::vector<std::unique_ptr<CallExpr>> then_;
  Trigger trigger_ = kLevel;
  int priority_ = 0;
  // Edge state per subject: one device must not hide the edge of another.
  std::map<uint64_t, bool> was_true_;
  bool disabled_ = false;
  int errors_in_a_row_ = 0;
  Stats stats_;
};

// Runs rules by falling priority, then in the order they were added.
class Engine {
 public:
  typedef std::vector<Scalar> Args;
  typedef std::function<void(const Rule&, const Args&)> Action;

  static const int kMaxErrorsInARow = 3;

  // Throws ParseError for bad text and RuleError for a duplicate name or an
  // action that nobody registered.
  std::shared_ptr<const Rule> AddRule(const std::string& name, const std::string& when,
                                      const std::string& then, Rule::Trigger trigger = Rule::kLevel,
                                      int priority = 0);
  void OnAction(const std::string& name, Action action);
  FunctionTable& functions() { return functions_; }

  // Returns how many rules fired.  A rule that fails to evaluate counts as
  // false; after kMaxErrorsInARow failures it is switched off.
  int Run(const Environment& env, uint64_t subject = 0);

  std::shared_ptr<const Rule> Find(const std::string& name) const;
  const std::vector<std::shared_ptr<Rule>>& rules() const { return rules_; }

 private:
  bool RunRule(Rule* rule, const Environment& env, uint64_t subject);

  FunctionTable functions_;
  std::map<std::string, Action> actions_;
  std::vector<std::shared_ptr<Rule>> rules_;
};
}  // namespace gateway::rules

#endif  // GATEWAY_RULES_ENGINE_H_
