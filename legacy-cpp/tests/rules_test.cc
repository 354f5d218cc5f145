#include "base/log.h"
#include "base/strings.h"
#include "check.h"
#include "rules/engine.h"

using namespace gateway;
using namespace gateway::rules;

namespace {
struct Vars : public Environment {
  std::map<std::string, Scalar> values;
  mutable int lookups = 0;
  bool Lookup(const std::string& name, Scalar* value) const override {
    ++lookups;
    auto it = values.find(name);
    if (it == values.end()) return false;
    *value = it->second;
    return true;
  }
};
Vars Default() {
  Vars v;
  v.values["temp"] = Scalar(21.5);
  v.values["n"] = Scalar(int64_t(7));
  v.values["name"] = Scalar("motor");
  v.values["motor.rpm"] = Scalar(int64_t(900));
  v.values["up"] = Scalar(true);
  return v;
}
std::string Tree(const std::string& text) {
  std::ostringstream os;
  os << *ParseExpression(text);
  return os.str();
}
std::string Eval(const std::string& text, const Environment& env = Default()) {
  static const FunctionTable functions;
  ExprPtr expr = ParseExpression(text);
  std::ostringstream os;
  try {
    os << Evaluator(env, functions).Evaluate(*expr);
  } catch (const EvalError& e) { os << "error: " << e.what(); }
  return os.str();
}
std::string ParseFailure(const std::string& text) {
  try {
    ParseExpression(text);
  } catch (const ParseError& e) { return e.what(); }
  return "parsed";
}
}  // namespace

TEST(Precedence) {
  CHECK_EQ(Tree("1 + 2 * 3 - 4"), "((1 + (2 * 3)) - 4)");
  CHECK_EQ(Tree("a || b && c == d < e + f % g"), "(a || (b && (c == (d < (e + (f % g))))))");
  CHECK_EQ(Tree("1 - 2 - 3"), "((1 - 2) - 3)");
  CHECK_EQ(Tree("a / b / c * d"), "(((a / b) / c) * d)");
  CHECK_EQ(Tree("-a * -b"), "((-a) * (-b))");
  CHECK_EQ(Tree("!a == b"), "((!a) == b)");
  CHECK_EQ(Tree("--1"), "(-(-1))");
  CHECK_EQ(Tree("a ? b : c ? d : e"), "(a ? b : (c ? d : e))");
  CHECK_EQ(Tree("a || b ? c ? 1 : 2 : 3"), "((a || b) ? (c ? 1 : 2) : 3)");
  CHECK_EQ(Tree("(a ? b : c) + 1"), "((a ? b : c) + 1)");
  CHECK_EQ(Tree("a < b <= c > d >= e"), "((((a < b) <= c) > d) >= e)");
  CHECK_EQ(Tree("a == b != c"), "((a == b) != c)");
}

TEST(Literals) {
  CHECK_EQ(Tree("  42 "), "42");
  CHECK_EQ(Tree("2.50"), "2.5");
  CHECK_EQ(Tree("1e3"), "1000");
  CHECK_EQ(Tree("1.5E-2"), "0.015");
  CHECK_EQ(Tree("\"a\\\"b\\\\c\\n\\t\""), "\"a\\\"b\\\\c\\n\\t\"");
  CHECK_EQ(Tree("\"\xff\""), "\"\\xff\"");
  CHECK_EQ(Tree("true"), "true");
  CHECK_EQ(Tree("none"), "none");
  CHECK_EQ(Tree("truer.x_1"), "truer.x_1");
  CHECK_EQ(Tree("9223372036854775807"), "9223372036854775807");
  CHECK_EQ(Tree("f()"), "f()");
  CHECK_EQ(Tree("f( 1,g(2 , x) )"), "f(1, g(2, x))");
}

TEST(CanonicalFormIsStable) {
  for (const char* text : {"1+2*3", "a?b:c", "!(-x)", "f(a,\"q\\\"\")||b&&!c", "1-(2-3)"}) {
    const std::string once = Tree(text);
    CHECK_EQ(Tree(once), once);
  }
}

TEST(ParseErrors) {
  CHECK_EQ(ParseFailure(""), "at column 1: expected a value, got end of input");
  CHECK_EQ(ParseFailure("1 +"), "at column 4: expected a value, got end of input");
  CHECK_EQ(ParseFailure("1 2"), "at column 3: unexpected 2");
  CHECK_EQ(ParseFailure("a b"), "at column 3: unexpected 'b'");
  CHECK_EQ(ParseFailure("a \"b\""), "at column 3: unexpected text");
  CHECK_EQ(ParseFailure("(1"), "at column 3: expected ')', got end of input");
  CHECK_EQ(ParseFailure("f(1 2)"), "at column 5: expected ')', got 2");
  CHECK_EQ(ParseFailure("f(,)"), "at column 3: expected a value, got ','");
  CHECK_EQ(ParseFailure("a ? b"), "at column 6: expected ':', got end of input");
  CHECK_EQ(ParseFailure("a = b"), "at column 3: unexpected character '='");
  CHECK_EQ(ParseFailure("a & b"), "at column 3: unexpected character '&'");
  CHECK_EQ(ParseFailure("\xe9"), "at column 1: unexpected character '\\xe9'");
  CHECK_EQ(ParseFailure("1x"), "at column 1: bad number '1x'");
  CHECK_EQ(ParseFailure("1.2.3"), "at column 1: bad number '1.2.3'");
  CHECK_EQ(ParseFailure("9223372036854775808"), "at column 1: bad number '9223372036854775808'");
  CHECK_EQ(ParseFailure("1 + \"abc"), "at column 5: unterminated text");
  CHECK_EQ(ParseFailure("\"abc\\"), "at column 1: unterminated text");
  CHECK_EQ(ParseFailure("\"a\\q\""), "at column 3: unknown escape");
  CHECK_EQ(ParseFailure(")"), "at column 1: expected a value, got ')'");
  try {
    ParseExpression("ab $");
  } catch (const ParseError& e) { CHECK_EQ(e.position(), 3u); }
}

TEST(NestingIsLimited) {
  CHECK_EQ(ParseFailure(std::string(31, '(') + "1" + std::string(31, ')')), "parsed");
  CHECK_EQ(ParseFailure(std::string(32, '(') + "1" + std::string(32, ')')),
           "at column 33: expression nested too deeply");
  CHECK_EQ(ParseFailure(std::string(62, '-') + "1"), "parsed");
  CHECK_EQ(ParseFailure(std::string(63, '-') + "1"), "at column 64: expression nested too deeply");
  CHECK_EQ(ParseFailure(std::string(100000, '!')), "at column 64: expression nested too deeply");
}

TEST(IntegerArithmetic) {
  CHECK_EQ(Eval("7 / 2"), "3");
  CHECK_EQ(Eval("-7 / 2"), "-3");
  CHECK_EQ(Eval("-7 % 3"), "-1");
  CHECK_EQ(Eval("n * n - 1"), "48");
  CHECK_EQ(Eval("9223372036854775807 + 1"), "error: integer overflow");
  CHECK_EQ(Eval("-9223372036854775807 - 2"), "error: integer overflow");
  CHECK_EQ(Eval("4611686018427387904 * 2"), "error: integer overflow");
  CHECK_EQ(Eval("(-9223372036854775807 - 1) / -1"), "error: integer overflow");
  CHECK_EQ(Eval("(-9223372036854775807 - 1) % -1"), "error: integer overflow");
  CHECK_EQ(Eval("-(-9223372036854775807 - 1)"), "error: integer overflow");
  CHECK_EQ(Eval("1 / 0"), "error: division by zero");
  CHECK_EQ(Eval("1 % 0"), "error: division by zero");
}

TEST(MixedArithmetic) {
  CHECK_EQ(Eval("7 / 2.0"), "3.5");
  CHECK_EQ(Eval("temp + n"), "28.5");
  CHECK_EQ(Eval("1.5 * 2"), "3");
  CHECK_EQ(Eval("0.5 - 1"), "-0.5");
  CHECK_EQ(Eval("-temp"), "-21.5");
  CHECK_EQ(Eval("-0.0"), "-0");
  CHECK_EQ(Eval("1.0 / 0"), "error: division by zero");
  CHECK_EQ(Eval("5.0 % 2"), "error: cannot apply '%' to double and int");
  CHECK_EQ(Eval("name + \"-1\""), "\"motor-1\"");
  CHECK_EQ(Eval("name + 1"), "error: cannot apply '+' to text and int");
  CHECK_EQ(Eval("name - name"), "error: cannot apply '-' to text and text");
  CHECK_EQ(Eval("true + 1"), "error: cannot apply '+' to bool and int");
  CHECK_EQ(Eval("2 * none"), "error: cannot apply '*' to int and none");
  CHECK_EQ(Eval("name / 2"), "error: cannot apply '/' to text and int");
  CHECK_EQ(Eval("-name"), "error: cannot apply '-' to int and text");
}

TEST(Comparisons) {
  CHECK_EQ(Eval("1 == 1.0"), "true");
  CHECK_EQ(Eval("1 != 2"), "true");
  CHECK_EQ(Eval("0.0 == -0.0"), "true");
  CHECK_EQ(Eval("9223372036854775807 == 9223372036854775806"), "false");
  CHECK_EQ(Eval("9223372036854775806 < 9223372036854775807"), "true");
  CHECK_EQ(Eval("name == \"motor\""), "true");
  CHECK_EQ(Eval("name == 1"), "false");
  CHECK_EQ(Eval("none == none"), "true");
  CHECK_EQ(Eval("true == 1"), "false");
  CHECK_EQ(Eval("\"a\" < \"b\""), "true");
  CHECK_EQ(Eval("\"a\" < \"\xff\""), "true");
  CHECK_EQ(Eval("\"b\" <= \"a\""), "false");
  CHECK_EQ(Eval("temp >= 21.5 && temp <= 21.5"), "true");
  CHECK_EQ(Eval("temp > 21.5"), "false");
  CHECK_EQ(Eval("true < false"), "error: cannot apply '<' to bool and bool");
  CHECK_EQ(Eval("\"a\" > 1"), "error: cannot apply '<' to int and text");
}

TEST(LogicAndTruth) {
  CHECK_EQ(Eval("0 || \"\" || none || false || 0.0"), "false");
  CHECK_EQ(Eval("\"0\" && 1 && -0.5"), "true");
  CHECK_EQ(Eval("!name"), "false");
  CHECK_EQ(Eval("!none"), "true");
  CHECK_EQ(Eval("true || nosuch"), "true");
  CHECK_EQ(Eval("false && nosuch"), "false");
  CHECK_EQ(Eval("false || nosuch"), "error: unknown variable 'nosuch'");
  CHECK_EQ(Eval("up ? 1 : nosuch"), "1");
  CHECK_EQ(Eval("!up ? nosuch : \"else\""), "\"else\"");
  Vars v = Default();
  Eval("n && (true || temp)", v);
  CHECK_EQ(v.lookups, 1);
}

TEST(Functions) {
  CHECK_EQ(Eval("abs(-3)"), "3");
  CHECK_EQ(Eval("abs(-2.5)"), "2.5");
  CHECK_EQ(Eval("round(2.5) + round(-2.5)"), "0");
  CHECK_EQ(Eval("min(3, 1.5, 2)"), "1.5");
  CHECK_EQ(Eval("max(3, 1.5, 2)"), "3");
  CHECK_EQ(Eval("max(\"a\", \"c\", \"b\")"), "\"c\"");
  CHECK_EQ(Eval("min(1, \"a\")"), "error: cannot apply '<' to text and int");
  CHECK_EQ(Eval("len(name)"), "5");
  CHECK_EQ(Eval("len(5)"), "error: len: not text");
  CHECK_EQ(Eval("contains(name, \"oto\")"), "true");
  CHECK_EQ(Eval("contains(name, 1)"), "error: contains: not text");
  CHECK_EQ(Eval("starts_with(name, \"mo\")"), "true");
  CHECK_EQ(Eval("starts_with(\"\", \"mo\")"), "false");
  CHECK_EQ(Eval("text(temp) + text(up) + text(none) + text(name)"), "\"21.5truenonemotor\"");
  CHECK_EQ(Eval("motor.rpm"), "900");
  CHECK_EQ(Eval("abs(name)"), "error: abs: not a number");
  CHECK_EQ(Eval("abs()"), "error: abs: wrong number of arguments: 0");
  CHECK_EQ(Eval("len(name, name)"), "error: len: wrong number of arguments: 2");
  CHECK_EQ(Eval("min()"), "error: min: wrong number of arguments: 0");
  CHECK_EQ(Eval("nosuch(1)"), "error: unknown function 'nosuch'");
  CHECK_EQ(Eval("has(temp)"), "true");
  CHECK_EQ(Eval("has(nosuch) || has(nosuch.x)"), "false");
  CHECK_EQ(Eval("has(1)"), "error: has: not a variable");
  CHECK_EQ(Eval("has(a, b)"), "error: unknown variable 'a'");
}

TEST(DefinedFunctions) {
  FunctionTable table;
  table.Define("twice", [](double v) { return v * 2; });
  table.Define("count",
               [](const FunctionTable::Args& a) { return Scalar(static_cast<int64_t>(a.size())); });
  CHECK_EQ(table.Call("twice", {Scalar(int64_t(4))}).ToText(), "8");
  CHECK_EQ(table.Call("count", {}).ToText(), "0");
  CHECK_EQ(table.Call("count", FunctionTable::Args(16)).ToText(), "16");
  CHECK_THROWS(table.Call("count", FunctionTable::Args(17)), EvalError,
               "count: wrong number of arguments: 17");
  table.Define("twice", [](double v) { return v * 3; });
  CHECK_EQ(table.Call("twice", {Scalar(1.5)}).ToText(), "4.5");
}

TEST(ActionLists) {
  auto actions = ParseActions("alert(\"a, b\"), set(\"x\", 1 + 2),drop()");
  CHECK_EQ(actions.size(), 3u);
  std::ostringstream os;
  for (const auto& a : actions) os << *a << ';';
  CHECK_EQ(os.str(), "alert(\"a, b\");set(\"x\", (1 + 2));drop();");
  CHECK_THROWS(ParseActions(""), ParseError, "at column 1: expected an action");
  CHECK_THROWS(ParseActions("a(),"), ParseError, "at column 5: expected an action");
  CHECK_THROWS(ParseActions("a"), ParseError, "at column 2: expected '(', got end of input");
  CHECK_THROWS(ParseActions("a() b()"), ParseError, "at column 5: unexpected 'b'");
  CHECK_THROWS(ParseActions("1()"), ParseError, "at column 1: expected an action");
}

namespace {
struct Recorder {
  Recorder() {
    engine.OnAction("log", [this](const Rule& rule, const Engine::Args& args) {
      text += rule.name() + ":";
      for (const Scalar& a : args) text += a.ToText() + ",";
      text += " ";
    });
  }
  std::string Take() {
    std::string out;
    out.swap(text);
    return out;
  }
  Engine engine;
  std::string text;
};
}  // namespace

TEST(EngineRunsByPriority) {
  Recorder r;
  r.engine.AddRule("a", "true", "log(1), log(n + 1, name)");
  r.engine.AddRule("b", "temp > 20", "log()", Rule::kLevel, 5);
  r.engine.AddRule("c", "temp > 100", "log()", Rule::kLevel, 9);
  r.engine.AddRule("d", "1", "log(\"d\")");
  r.engine.AddRule("e", "1", "log()", Rule::kLevel, -1);
  CHECK_EQ(r.engine.Run(Default()), 4);
  CHECK_EQ(r.Take(), "b: a:1, a:8,motor, d:d, e: ");
  CHECK_EQ(r.engine.rules().size(), 5u);
  CHECK_EQ(r.engine.rules()[0]->name(), "c");
  CHECK_EQ(r.engine.Find("a")->stats().fired, 1u);
  CHECK_EQ(r.engine.Find("c")->stats().fired, 0u);
  CHECK_EQ(r.engine.Find("c")->stats().evaluated, 1u);
  CHECK(r.engine.Find("zz") == nullptr);
}

TEST(EngineRefusesBadRules) {
  Recorder r;
  r.engine.AddRule("a", "true", "log()");
  CHECK_THROWS(r.engine.AddRule("a", "true", "log()"), RuleError, "duplicate rule 'a'");
  CHECK_THROWS(r.engine.AddRule("b", "tru e", "log()"), ParseError, "at column 5: unexpected 'e'");
  CHECK_THROWS(r.engine.AddRule("b", "true", "log("), ParseError,
               "at column 5: expected a value, got end of input");
  CHECK_THROWS(r.engine.AddRule("b", "true", "log(), email()"), RuleError,
               "unknown action 'email'");
  CHECK_EQ(r.engine.rules().size(), 1u);
}

TEST(EdgeTriggerPerSubject) {
  Recorder r;
  r.engine.AddRule("hot", "temp > 20", "log(temp)", Rule::kEdge);
  Vars v = Default();
  auto run = [&](double temp, uint64_t subject) {
    v.values["temp"] = Scalar(temp);
    return r.engine.Run(v, subject);
  };
  CHECK_EQ(run(21, 1), 1);
  CHECK_EQ(run(22, 1), 0);
  CHECK_EQ(run(23, 2), 1);
  CHECK_EQ(run(19, 1), 0);
  CHECK_EQ(run(24, 2), 0);
  CHECK_EQ(run(25, 1), 1);
  CHECK_EQ(r.Take(), "hot:21, hot:23, hot:25, ");
}

TEST(FailingRulesAreSwitchedOff) {
  CaptureSink sink;
  SetLogSink(&sink);
  Recorder r;
  auto rule = r.engine.AddRule("bad", "missing > 1", "log()");
  r.engine.AddRule("good", "1", "log()");
  Vars with = Default();
  with.values["missing"] = Scalar(int64_t(0));
  r.engine.Run(Default());
  r.engine.Run(Default());
  CHECK(!rule->disabled());
  r.engine.Run(with);  // a success starts the count again
  r.engine.Run(Default());
  r.engine.Run(Default());
  CHECK(!rule->disabled());
  CHECK_EQ(r.engine.Run(Default()), 1);
  CHECK(rule->disabled());
  CHECK_EQ(rule->last_error(), "unknown variable 'missing'");
  CHECK_EQ(rule->stats().errors, 5u);
  CHECK_EQ(rule->stats().evaluated, 6u);
  r.engine.Run(with);
  CHECK_EQ(rule->stats().evaluated, 6u);
  SetLogSink(nullptr);
  CHECK_EQ(Join(sink.Take(), "|"),
           "W engine.cc: rule bad switched off: unknown variable 'missing'");
}

TEST(FailingActionArguments) {
  Recorder r;
  auto rule = r.engine.AddRule("a", "1", "log(1), log(1 / 0), log(2)");
  CHECK_EQ(r.engine.Run(Default()), 0);
  CHECK_EQ(r.Take(), "a:1, ");
  CHECK_EQ(rule->last_error(), "division by zero");
  CHECK_EQ(rule->stats().fired, 1u);
}

TEST(ActionsMayAddRules) {
  Recorder r;
  r.engine.OnAction("grow", [&](const Rule&, const Engine::Args&) {
    if (r.engine.Find("late") == nullptr) r.engine.AddRule("late", "1", "log()", Rule::kLevel, 10);
  });
  r.engine.AddRule("first", "1", "grow()");
  CHECK_EQ(r.engine.Run(Default()), 1);
  CHECK_EQ(r.Take(), "");
  CHECK_EQ(r.engine.Run(Default()), 2);
  CHECK_EQ(r.Take(), "late: ");
}

TEST(EngineFunctions) {
  Recorder r;
  r.engine.functions().Define("half", [](double v) { return v / 2; });
  r.engine.AddRule("a", "half(n) == 3.5", "log(half(3))");
  CHECK_EQ(r.engine.Run(Default()), 1);
  CHECK_EQ(r.Take(), "a:1.5, ");
}
