#include "config/config.h"

#include "base/strings.h"
#include "check.h"
#include "config/units.h"

using namespace gateway;
using namespace gateway::config;

namespace {
typedef std::map<std::string, std::string> Files;

Config Parse(const std::string& text, const Files& files = Files()) {
  std::istringstream in(text);
  return Config::Parse(in, "main.conf", [files](const std::string& name, std::string* out) {
    auto it = files.find(name);
    if (it == files.end()) return false;
    *out = it->second;
    return true;
  });
}
std::string Value(const std::string& line) { return Parse("[s]\n" + line).Get("s").GetString("k"); }
std::string Canonical(const Config& c) {
  std::ostringstream os;
  os << c;
  return os.str();
}
}  // namespace

TEST(SectionsAndKeys) {
  Config c = Parse(
      "# comment\n; another\n\n[gateway]\nport = 80\n  name=x y  \n"
      "[rule hot  spot]\nwhen = a\n[gateway]\nport = 81\n[ rule  two ]\nwhen=b\r\n");
  CHECK_EQ(c.sections().size(), 3u);
  CHECK_EQ(c.Get("gateway").GetInt("port", 0), 81);
  CHECK_EQ(c.Get("gateway").GetString("name"), "x y");
  CHECK_EQ(c.Get("gateway").line(), 4);
  CHECK_EQ(Join(c.Get("gateway").Keys(), ","), "name,port");
  CHECK(c.Find("rule") == nullptr);
  CHECK(c.Find("rule", "two") != nullptr);
  auto rules = c.OfKind("rule");
  CHECK_EQ(rules.size(), 2u);
  CHECK_EQ(rules[0]->label(), "hot  spot");
  CHECK_EQ(rules[0]->kind(), "rule");
  CHECK_EQ(rules[1]->GetString("when"), "b");
  CHECK(rules[0]->Has("when"));
  CHECK(!rules[0]->Has("then"));
  CHECK(Parse("").sections().empty());
}

TEST(ValueForms) {
  CHECK_EQ(Value("k = a # comment"), "a");
  CHECK_EQ(Value("k = a#b;c"), "a#b;c");
  CHECK_EQ(Value("k = ; nothing"), "");
  CHECK_EQ(Value("k ="), "");
  CHECK_EQ(Value("k = a = b"), "a = b");
  CHECK_EQ(Value("k = \"a # b\" # c"), "a # b");
  CHECK_EQ(Value("k = \"\""), "");
  CHECK_EQ(Value("k = \"\\n\\t\\\\\\\"\\x41\\xfF\""), "\n\t\\\"A\xff");
  CHECK_EQ(Value("k = one\\\n  two"), "one   two");
  CHECK_EQ(Value("k = \"one\\\r\ntwo\""), "one two");
  CHECK_EQ(Value("k = \xff\xfe caf\xe9"), "\xff\xfe caf\xe9");
  CHECK_EQ(Value("k = in\"side"), "in\"side");
  CHECK_EQ(Value("k=1\nk=2"), "2");
  CHECK_EQ(Value("k=1\nk+=2\nk += 3"), "1,2,3");
  CHECK_EQ(Value("k+=2"), "2");
  CHECK_EQ(Value("k=\nk+=2"), "2");
}

TEST(SyntaxErrors) {
  CHECK_THROWS(Parse("[a\n"), SyntaxError, "main.conf:1: missing ']'");
  CHECK_THROWS(Parse("\n[]\n"), SyntaxError, "main.conf:2: bad section name ''");
  CHECK_THROWS(Parse("[1a]\n"), SyntaxError, "main.conf:1: bad section name '1a'");
  CHECK_THROWS(Parse("[a] x\n"), SyntaxError, "main.conf:1: missing ']'");
  CHECK_THROWS(Parse("k = v\n"), SyntaxError, "main.conf:1: key 'k' outside of a section");
  CHECK_THROWS(Parse("[a]\njust\xff text\n"), SyntaxError,
               "main.conf:2: expected 'key = value', got 'just\\xff text'");
  CHECK_THROWS(Parse("[a]\n= v\n"), SyntaxError, "main.conf:2: bad key ''");
  CHECK_THROWS(Parse("[a]\na b = v\n"), SyntaxError, "main.conf:2: bad key 'a b'");
  CHECK_THROWS(Parse("[a]\nk = \"abc\n"), SyntaxError, "main.conf:2: unterminated string");
  CHECK_THROWS(Parse("[a]\nk = \"abc\\\"\n"), SyntaxError, "main.conf:2: unterminated string");
  CHECK_THROWS(Parse("[a]\nk = \"a\" b\n"), SyntaxError, "main.conf:2: text after closing quote");
  CHECK_THROWS(Parse("[a]\nk = \"\\q\"\n"), SyntaxError, "main.conf:2: unknown escape \\q");
  CHECK_THROWS(Parse("[a]\nk = \"\\x4\"\n"), SyntaxError, "main.conf:2: bad \\x escape");
  CHECK_THROWS(Parse("[a]\nk = \"\\xzz\"\n"), SyntaxError, "main.conf:2: bad \\x escape");
  CHECK_THROWS(Parse(std::string("[a]\nk = \0\n", 10)), SyntaxError, "main.conf:2: NUL byte");
  CHECK_THROWS(Parse("[a]\nk = v\\"), SyntaxError, "main.conf:2: continuation at end of file");
  // The line of a joined line is its first.
  CHECK_THROWS(Parse("[a]\nfoo \\\n bar\n"), SyntaxError,
               "main.conf:2: expected 'key = value', got 'foo   bar'");
}

TEST(ErrorObjects) {
  try {
    Parse("[a]\n\nk = \"\n");
    CHECK(false);
  } catch (const ConfigError& e) {
    CHECK_EQ(e.file(), "main.conf");
    CHECK_EQ(e.line(), 3);
    CHECK(dynamic_cast<const SyntaxError*>(&e) != nullptr);
  }
}

TEST(Includes) {
  Files files = {{"b.conf", "[x]\nk = b\n"}, {"c.conf", "k2 = c\n"}, {"bad.conf", "\n\noops\n"}};
  Config c = Parse("[a]\nk = 1\ninclude b.conf # why\n[x]\nk3 = 3\n", files);
  CHECK_EQ(Canonical(c), "[a]\nk = 1\n[x]\nk = b\nk3 = 3\n");
  // An included file may fill the section it is included in, and leaves its own open.
  c = Parse("[a]\ninclude c.conf,  b.conf\nz = 9\n", files);
  CHECK_EQ(Canonical(c), "[a]\nk2 = c\n[x]\nk = b\nz = 9\n");
  CHECK_THROWS(Parse("[a]\ninclude bad.conf\n", files), SyntaxError,
               "bad.conf:3: expected 'key = value', got 'oops'");
  CHECK_THROWS(Parse("\ninclude nope.conf\n", files), IncludeError,
               "main.conf:2: cannot include 'nope.conf'");
  CHECK_THROWS(Parse("include , ,\n", files), SyntaxError,
               "main.conf:1: include without a file name");
  // Lines after an include still count right.
  CHECK_THROWS(Parse("include b.conf\n\nbad\n", files), SyntaxError,
               "main.conf:3: expected 'key = value', got 'bad'");
}

TEST(IncludeCyclesAndDepth) {
  Files files = {{"a", "include b\n"}, {"b", "\ninclude main.conf\n"}};
  CHECK_THROWS(Parse("include a\n", files), IncludeError,
               "b:2: include cycle: main.conf -> a -> b -> main.conf");
  Files deep;
  for (int i = 0; i < 9; ++i)
    deep["f" + std::to_string(i)] = "include f" + std::to_string(i + 1) + "\n";
  CHECK_THROWS(Parse("include f0\n", deep), IncludeError, "f6:1: includes nested too deeply");
  // The same file twice is no cycle.
  CHECK_EQ(Canonical(Parse("[s]\ninclude x, x\n", {{"x", "k += 1\n"}})), "[s]\nk = 1,1\n");
  std::istringstream in("include x\n");
  CHECK_THROWS(Config::Parse(in, "m"), IncludeError, "m:1: cannot include 'x'");
}

TEST(TypedGetters) {
  Config c = Parse(
      "[s]\ni = -5\nd = 2.5\nb = Yes\nt = 1m30s\nz = 4KiB\nl = a, b ,,c\ne =\nbad = \xff"
      "1x\n");
  const Section& s = c.Get("s");
  CHECK_EQ(s.GetInt("i", 1), -5);
  CHECK_EQ(s.GetInt("none", 1), 1);
  CHECK_EQ(s.GetDouble("d", 1), 2.5);
  CHECK_EQ(s.GetDouble("none", 1.5), 1.5);
  CHECK_EQ(s.GetBool("b", false), true);
  CHECK_EQ(s.GetBool("none", true), true);
  CHECK_EQ(s.GetDurationMs("t", 1), 90000);
  CHECK_EQ(s.GetSize("z", 1), 4096u);
  CHECK_EQ(Join(s.GetList("l"), "|"), "a|b|c");
  CHECK(s.GetList("e").empty());
  CHECK(s.GetList("none").empty());
  CHECK_EQ(s.GetString("none", "dflt"), "dflt");
  CHECK_EQ(s.Require("i"), "-5");
  CHECK_THROWS(s.Require("none"), MissingError, "main.conf:1: missing key 'none'");
  CHECK_THROWS(s.GetInt("bad", 0), ValueError, "main.conf:9: bad: invalid integer '\\xff1x'");
  CHECK_THROWS(s.GetDouble("bad", 0), ValueError, "main.conf:9: bad: invalid number '\\xff1x'");
  CHECK_THROWS(s.GetBool("bad", false), ValueError, "main.conf:9: bad: invalid boolean '\\xff1x'");
  CHECK_THROWS(s.GetSize("bad", 0), ValueError, "main.conf:9: bad: invalid size '\\xff1x'");
  CHECK_THROWS(s.GetDurationMs("i", 0), ValueError, "main.conf:2: i: invalid duration '-5'");
  CHECK_THROWS(s.GetInt("e", 0), ValueError, "main.conf:8: e: invalid integer ''");
  CHECK_THROWS(s.Reject("d", "too odd"), ValueError, "main.conf:3: d: too odd");
  CHECK_THROWS(s.Reject("none", "needed"), ValueError, "main.conf:1: none: needed");
  CHECK_THROWS(c.Get("q"), MissingError, "main.conf: missing section [q]");
  CHECK_THROWS(c.Get("q", "r"), MissingError, "main.conf: missing section [q r]");
  try {
    s.GetInt("bad", 0);
  } catch (const ValueError& e) {
    CHECK_EQ(e.key(), "bad");
    CHECK_EQ(e.line(), 9);
  }
}

TEST(Durations) {
  CHECK_EQ(ParseDurationMs("0"), 0);
  CHECK_EQ(ParseDurationMs("250ms"), 250);
  CHECK_EQ(ParseDurationMs("5s"), 5000);
  CHECK_EQ(ParseDurationMs("1d2h3m4s5ms"), 93784005);
  CHECK_EQ(ParseDurationMs("90m"), 5400000);
  CHECK_EQ(ParseDurationMs("9223372036854775807ms"), INT64_MAX);
  for (const char* bad : {"", "5", "s", "5x", "1s1m", "1s1s", "1.5s", " 1s", "1s ", "-1s"}) {
    CHECK_THROWS(ParseDurationMs(bad), UnitError, std::string("invalid duration '") + bad + "'");
  }
  CHECK_THROWS(ParseDurationMs("106751991168d"), UnitError, "duration too large '106751991168d'");
  CHECK_THROWS(ParseDurationMs("106751991167d24h"), UnitError,
               "duration too large '106751991167d24h'");
  CHECK_EQ(ParseDurationMs("106751991167d"), 106751991167 * 86400000);
}

TEST(Sizes) {
  CHECK_EQ(ParseSize("0"), 0u);
  CHECK_EQ(ParseSize("7B"), 7u);
  CHECK_EQ(ParseSize("10kB"), 10000u);
  CHECK_EQ(ParseSize("1MB"), 1000000u);
  CHECK_EQ(ParseSize("64KiB"), 65536u);
  CHECK_EQ(ParseSize("3MiB"), 3145728u);
  CHECK_EQ(ParseSize("2GiB"), 2147483648u);
  CHECK_EQ(ParseSize("18446744073709551615"), UINT64_MAX);
  for (const char* bad : {"", "B", "1K", "1kib", "1 B", "-1", "18446744073709551616"}) {
    CHECK_THROWS(ParseSize(bad), UnitError, std::string("invalid size '") + bad + "'");
  }
  CHECK_THROWS(ParseSize("18446744073709551615kB"), UnitError,
               "size too large '18446744073709551615kB'");
}

TEST(Booleans) {
  for (const char* yes : {"yes", "TRUE", "On", "1"}) CHECK(ParseBool(yes));
  for (const char* no : {"no", "False", "OFF", "0"}) CHECK(!ParseBool(no));
  CHECK_THROWS(ParseBool("maybe"), UnitError, "invalid boolean 'maybe'");
  CHECK_THROWS(ParseBool(""), UnitError, "invalid boolean ''");
}

TEST(CanonicalFormParsesAgain) {
  const char* canonical =
      "[a]\nb = plain\nc = \"#x\"\nd = \" pad \"\ne = \"q\\\"q\\\\\"\nf = \"\\xff\\n\"\n[k l m]\nx "
      "= \n";
  Config c = Parse(
      "[a]\nf=\"\xff\\n\"\nd=\" pad \"\nc=\"#x\"\nb=plain\ne=\"q\\\"q\\\\\"\n[k l m]\nx=\"\"\n");
  CHECK_EQ(Canonical(c), canonical);
  CHECK_EQ(Canonical(Parse(canonical)), canonical);
}

TEST(Files) {
  check::TempDir dir;
  check::WriteFile(dir / "a.conf", "[s]\nk = 1\ninclude b.conf\n");
  check::WriteFile(dir / "b.conf", "k2 = 2\ninclude " + (dir / "c.conf") + "\n");
  check::WriteFile(dir / "c.conf", "k3 = 3");
  CHECK_EQ(Canonical(Config::LoadFile(dir / "a.conf")), "[s]\nk = 1\nk2 = 2\nk3 = 3\n");
  CHECK_THROWS(Config::LoadFile(dir / "x.conf"), ConfigError, (dir / "x.conf") + ": cannot open");
  check::WriteFile(dir / "d.conf", "include zz\n");
  CHECK_THROWS(Config::LoadFile(dir / "d.conf"), IncludeError,
               (dir / "d.conf") + ":1: cannot include 'zz'");
}
